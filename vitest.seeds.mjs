import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it as usual } from 'vitest';

/** Keeps the seeds with which properties failed: it says which line keeps one, and runs those that are kept. */

const ROOT = import.meta.dirname;
const path = relative(ROOT, expect.getState().testPath);

/** A line that is about no file would look like a guard, and be none. */
function keptSeeds() {
  const lines = readFileSync(join(ROOT, 'failed-seeds.txt'), 'utf8').split('\n');
  const kept = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(' '));
  for (const [spec] of kept) if (!existsSync(join(ROOT, spec))) throw new Error(`failed-seeds.txt: no ${spec}`);
  return kept.filter(([spec]) => spec === path).map(([, seed]) => Number(seed));
}

async function keepSeeds() {
  const { default: fc } = await import('fast-check');

  fc.configureGlobal({
    reporter: (run) => {
      if (!run.failed) return;
      const advice = `To run it again, and always from now on, add to failed-seeds.txt: ${path} ${run.seed}`;
      throw new Error(`${fc.defaultReportMessage(run)}\n\n${advice}\n`, { cause: run.errorInstance });
    },
  });

  const seeded =
    (seed, test) =>
    async (...args) => {
      const before = fc.readConfigureGlobal();
      fc.configureGlobal({ ...before, seed });
      try {
        await test(...args);
      } finally {
        fc.configureGlobal(before);
      }
    };

  const alsoSeeded = (define) => (name, test, timeout) => {
    for (const seed of keptSeeds()) define(`${name} (seed ${seed})`, seeded(seed, test), timeout);
    define(name, test, timeout);
  };
  const each = (...table) => alsoSeeded(usual.each(...table));
  return Object.assign(alsoSeeded(usual), usual, { each });
}

// Most specs have no property, and need not wait for the package. What the spec before this one had is not for this one.
globalThis.it = readFileSync(join(ROOT, path), 'utf8').includes(`from 'fast-check'`) ? await keepSeeds() : usual;
