import presets from 'jest-preset-angular/presets/index.js';

const preset = presets.createEsmPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' });

export default {
  ...preset,
  displayName: 'frontend',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  setupFiles: ['<rootDir>/src/app/testing/browser-parts.mjs'],
  setupFilesAfterEnv: ['<rootDir>/src/app/testing/setup.ts'],
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@singularity/domain$': '<rootDir>/../libs/domain/src/index.ts',
    '^@singularity/contract$': '<rootDir>/../libs/contract/src/index.ts',
  },
  cacheDirectory: '<rootDir>/../.cache/jest-frontend',
  // Generous, because a busy machine is slow, and a spec that fails for that tells nothing.
  testTimeout: 30_000,
  // By default a core is left free, which is half of a small machine.
  maxWorkers: '100%',
};
