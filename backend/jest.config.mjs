import { preset } from '../jest.preset.mjs';

const libSources = {
  '^@singularity/domain$': '<rootDir>/../libs/domain/src/index.ts',
  '^@singularity/domain/testing$': '<rootDir>/../libs/domain/src/testing/reference-model.ts',
  '^@singularity/harness/(.*)\\.js$': '<rootDir>/../tools/harness/src/$1.ts',
  '^@singularity/backend/testing/(.*)\\.js$': '<rootDir>/testing/$1.ts',
  '^@singularity/backend/(.*)\\.js$': '<rootDir>/src/$1.ts',
  '^@singularity/local/(.*)\\.js$': '<rootDir>/../tools/local/src/$1.ts',
  '^@singularity/contract$': '<rootDir>/../libs/contract/src/index.ts',
  '^@singularity/contract/wire$': '<rootDir>/../libs/contract/src/wire/index.ts',
};

export default {
  ...preset,
  displayName: 'backend',
  moduleNameMapper: { ...preset.moduleNameMapper, ...libSources },
  cacheDirectory: '<rootDir>/../.cache/jest',
  // `*.spec.ts` needs nothing but the code, `*.int.spec.ts` the PostgreSQL that the global setup starts.
  testMatch: ['<rootDir>/{src,testing}/**/*.spec.ts'],
  globalSetup: '<rootDir>/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/testing/global-teardown.mjs',
  setupFiles: ['<rootDir>/testing/nest-first.ts'],
  testTimeout: 30_000,
};
