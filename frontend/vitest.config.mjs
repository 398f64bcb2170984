import { defineConfig } from 'vitest/config';

/** What `ng test` adds to what it sets itself. */
export default defineConfig({
  test: {
    // By default a core is left free, which is half of a small machine.
    maxWorkers: '100%',
    // Generous, because a busy machine is slow, and a test that fails for that tells nothing.
    testTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: '../.cache/tests/frontend.json' }]],
  },
});
