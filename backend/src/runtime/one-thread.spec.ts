import { totalmem } from 'node:os';
import { vi } from 'vitest';
import { oneThread } from './one-thread.js';

const MB = 1_048_576;

/** What a thread may take where the process may take so much; in MB. */
async function mostWithin(limit: number): Promise<number | undefined> {
  vi.spyOn(process, 'constrainedMemory').mockReturnValue(limit);
  const pool = oneThread({ program: new URL('file:///none.js'), data: {}, idleMs: 1_000, mostMb: 1_024 });
  await pool.destroy();
  return pool.options.resourceLimits?.maxOldGenerationSizeMb;
}

it('leaves the process room in a small container, and takes no more than it may anywhere', async () => {
  expect(await mostWithin(576 * MB)).toBe(230);
  expect(await mostWithin(Math.min(8_192 * MB, totalmem() - 1))).toBe(1_024);
  expect(await mostWithin(0)).toBe(1_024);
  // What cgroups say where there is no limit.
  expect(await mostWithin(2 ** 63)).toBe(1_024);
});
