import { preset } from '../jest.preset.mjs';

const libSources = {
  '^@singularity/domain$': '<rootDir>/../libs/domain/src/index.ts',
  '^@singularity/domain/testing$': '<rootDir>/../libs/domain/src/testing/reference-model.ts',
  '^@singularity/contract$': '<rootDir>/../libs/contract/src/index.ts',
};

export default {
  ...preset,
  displayName: 'backend',
  moduleNameMapper: { ...preset.moduleNameMapper, ...libSources },
  cacheDirectory: '<rootDir>/../.cache/jest',
  // `*.spec.ts` needs nothing but the code, `*.int.spec.ts` the PostgreSQL that the global setup starts.
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  testSequencer: '<rootDir>/jest.sequencer.mjs',
  globalSetup: '<rootDir>/src/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/src/testing/global-teardown.mjs',
  setupFiles: ['<rootDir>/src/testing/nest-first.ts'],
  testTimeout: 30_000,
};
