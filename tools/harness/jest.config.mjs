import backend from '../../backend/jest.config.mjs';

/** What stands beside the backend is tested as the backend is, on the same PostgreSQL of one run. */
const there = (path) => path.replace('<rootDir>', '<rootDir>/../../backend');

export default {
  ...backend,
  displayName: 'harness',
  moduleNameMapper: Object.fromEntries(
    Object.entries(backend.moduleNameMapper).map(([name, path]) => [name, there(path)]),
  ),
  cacheDirectory: there(backend.cacheDirectory),
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  globalSetup: there(backend.globalSetup),
  globalTeardown: there(backend.globalTeardown),
  setupFiles: backend.setupFiles.map(there),
};
