import fc from 'fast-check';
import { contradictionsIn, withReceipt } from './receipts.js';
import type { KeptReceipt } from './receipts.js';

const MOST = 6;
const receipt = (version: number, hash = `${version}`): KeptReceipt => ({ version, hash });
const keepAll = (receipts: readonly KeptReceipt[]) =>
  receipts.reduce<readonly KeptReceipt[]>((kept, one) => withReceipt(kept, one, MOST), []);

it('keeps the newest versions, each once, in order', () => {
  expect(keepAll([3, 1, 2, 3, 9, 8, 7, 6].map((version) => receipt(version)))).toEqual(
    [2, 3, 6, 7, 8, 9].map((version) => receipt(version)),
  );
});

it('keeps a receipt beside the one that it contradicts, the first one first', () => {
  const [first, second] = [receipt(2, 'first'), receipt(2, 'second')];
  const kept = keepAll([receipt(1), first, receipt(3), second, first]);
  expect(kept).toEqual([receipt(1), first, second, receipt(3)]);
  expect(contradictionsIn(kept)).toEqual([[first, second]]);
});

it('lets no later receipt push a contradiction out, and never keeps more than it may', () => {
  const some = fc.array(fc.record({ version: fc.integer({ min: 1, max: 12 }), hash: fc.constantFrom('a', 'b') }));
  fc.assert(
    fc.property(some, some, (before, after) => {
      const kept = keepAll(before);
      const later = after.reduce<readonly KeptReceipt[]>((all, one) => withReceipt(all, one, MOST), kept);
      expect(later.length).toBeLessThanOrEqual(MOST);
      for (const disputed of contradictionsIn(kept).flat()) expect(later).toContainEqual(disputed);
    }),
  );
});
