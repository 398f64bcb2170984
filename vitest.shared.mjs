import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineProject } from 'vitest/config';

const ROOT = import.meta.dirname;

/** Our own packages, taken from their sources: what is tested is what stands there, built or not. */
const SOURCES = [
  [/^@singularity\/domain$/, 'libs/domain/src/index.ts'],
  [/^@singularity\/domain\/testing$/, 'libs/domain/src/testing/reference-model.ts'],
  [/^@singularity\/brokers$/, 'libs/brokers/src/index.ts'],
  [/^@singularity\/connectors$/, 'libs/connectors/src/index.ts'],
  [/^@singularity\/contract$/, 'libs/contract/src/index.ts'],
  [/^@singularity\/contract\/wire$/, 'libs/contract/src/wire/index.ts'],
  [/^@singularity\/local\/(.*)\.js$/, 'tools/local/src/$1.ts'],
  [/^@singularity\/harness\/(.*)\.js$/, 'tools/harness/src/$1.ts'],
  [/^@singularity\/backend\/testing\/(.*)\.js$/, 'backend/testing/$1.ts'],
  [/^@singularity\/backend\/(.*)\.js$/, 'backend/src/$1.ts'],
].map(([find, path]) => ({ find, replacement: join(ROOT, path) }));

/** How the tests of everything but the frontend run. `*.spec.ts` needs nothing but the code, `*.int.spec.ts` a PostgreSQL. */
export const nodeTests = (name, root, { postgres = false } = {}) =>
  defineProject({
    root,
    resolve: { alias: SOURCES },
    test: {
      name,
      globals: true,
      include: ['{src,testing}/**/*.spec.ts'],
      globalSetup: postgres ? [join(ROOT, 'backend/testing/global-setup.mjs')] : [],
      setupFiles: [join(ROOT, 'vitest.seeds.mjs')],
      // Nest and TypeORM are loaded once for a worker, not for each of its specs, which share no state but that of modules.
      isolate: false,
      pool: 'forks',
      // By default a core is left free.
      maxWorkers: availableParallelism(),
      // Generous, because a busy machine is slow, and a test that fails for that tells nothing.
      testTimeout: 60_000,
      hookTimeout: 240_000,
    },
  });
