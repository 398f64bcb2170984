import { join } from 'node:path';

/** One way of running TypeScript in Jest for libs and backend: ES modules, compiled by swc, libs taken from their source. */
export const libSources = {
  '^@singularity/domain$': '<rootDir>/../../libs/domain/src/index.ts',
  '^@singularity/contract$': '<rootDir>/../../libs/contract/src/index.ts',
  '^@singularity/contract/wire$': '<rootDir>/../../libs/contract/src/wire/index.ts',
};

export const preset = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', ...libSources },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  setupFilesAfterEnv: [join(import.meta.dirname, 'jest.seeds.mjs')],
  // By default a core is left free, which is half of a small machine.
  maxWorkers: '100%',
  cacheDirectory: '<rootDir>/../../.cache/jest',
};
