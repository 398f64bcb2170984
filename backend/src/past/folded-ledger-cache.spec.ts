import type { Stream } from '../event-store/ledger-fold.js';
import type { FoldedLedger } from './folded-ledger.js';
import { FoldedLedgerCache } from './folded-ledger-cache.js';

interface Folded extends FoldedLedger {
  /** The version that it began from. */
  readonly from: number;
}

/** A cache, and the folds that it asked for: "member version from version". */
function aCache(mostEvents = 100) {
  const cache = new FoldedLedgerCache(mostEvents);
  const folds: string[] = [];
  const get = (userId: string, version: number, hash = `hash of ${version}`) =>
    cache.get({ userId, version, hash }, (earlier): Promise<Folded> => {
      folds.push(`${userId} ${version} from ${earlier?.version ?? 0}`);
      return Promise.resolve({ version, hash, from: earlier?.version ?? 0, streams: new Map() });
    });
  /** A ledger whose one trade has so many executions. */
  const weighing = (userId: string, version: number, executions: number) => {
    const projection = {
      streamType: 'trade',
      items: () => Array(executions).fill({}),
    } as unknown as Stream['projection'];
    const streams = new Map([['trade', { projection, stream: {} as Stream['stream'] }]]);
    const hash = `hash of ${version}`;
    return cache.get({ userId, version, hash }, () => Promise.resolve({ version, hash, streams }));
  };
  return { cache, folds, get, weighing };
}

it('folds once for all who ask for the same, also at the same time', async () => {
  const { folds, get } = aCache();
  const [one, two] = await Promise.all([get('a', 5), get('a', 5)]);
  expect(two).toBe(one);
  expect(await get('a', 5)).toBe(one);
  expect(folds).toEqual(['a 5 from 0']);
});

it('goes on from the last version before, of the same member', async () => {
  const { folds, get } = aCache();
  for (const [member, version] of [
    ['a', 3],
    ['a', 9],
    ['a', 6],
    ['b', 7],
    ['a', 8],
  ] as const)
    await get(member, version);
  expect(folds).toEqual(['a 3 from 0', 'a 9 from 3', 'a 6 from 3', 'b 7 from 0', 'a 8 from 6']);
});

it('makes room by dropping what was asked for longest ago', async () => {
  const { folds, get } = aCache(100);
  await get('a', 40);
  await get('b', 40);
  await get('a', 40);
  await get('c', 40);
  await get('a', 40);
  await get('b', 40);
  expect(folds).toEqual(['a 40 from 0', 'b 40 from 0', 'c 40 from 0', 'b 40 from 0']);
});

it('weighs executions, of which one event may have a thousand', async () => {
  const { folds, get, weighing } = aCache(100);
  await weighing('a', 1, 90);
  await get('b', 5);
  await get('a', 1);
  await weighing('c', 1, 99);
  await get('b', 5);
  expect(folds).toEqual(['b 5 from 0', 'b 5 from 0']);
});

it('keeps the newest, however large', async () => {
  const { folds, get } = aCache(100);
  await get('a', 500);
  await get('a', 500);
  expect(folds).toEqual(['a 500 from 0']);
});

it('forgets a member, and nobody else', async () => {
  const { cache, folds, get } = aCache();
  await get('a', 1);
  await get('b', 1);
  cache.forget('a');
  await get('a', 1);
  await get('b', 1);
  expect(folds).toEqual(['a 1 from 0', 'b 1 from 0', 'a 1 from 0']);
});

it('holds a version of one history, and goes on from none that the ledger has no longer', async () => {
  const { cache, folds, get } = aCache();
  await get('a', 3);
  await get('a', 5, 'lost');
  await get('b', 5, 'lost');
  expect(cache.versionsOf('a')).toEqual([3, 5]);
  cache.keepOnly('a', new Map([[3, 'hash of 3']]));
  await get('a', 5);
  await get('a', 5, 'lost');
  await get('b', 5, 'lost');
  expect(folds.slice(3)).toEqual(['a 5 from 3', 'a 5 from 3']);
});

it('folds one ledger of a member at a time, and those of others beside it', async () => {
  const cache = new FoldedLedgerCache(100);
  const begun: string[] = [];
  const first = Promise.withResolvers<FoldedLedger>();
  const get = (userId: string, version: number, ledger: Promise<FoldedLedger>) =>
    cache.get({ userId, version, hash: '' }, () => {
      begun.push(`${userId} ${version}`);
      return ledger;
    });
  const folded = (version: number) => Promise.resolve({ version, hash: '', streams: new Map() });
  const large = get('a', 9, first.promise);
  const small = get('a', 5, folded(5));
  await get('b', 7, folded(7));
  expect(begun).toEqual(['a 9', 'b 7']);
  first.reject(new Error('away'));
  await expect(large).rejects.toThrow('away');
  await small;
  expect(begun).toEqual(['a 9', 'b 7', 'a 5']);
});

it('keeps no failure', async () => {
  const { cache, get } = aCache();
  await expect(
    cache.get({ userId: 'a', version: 1, hash: '' }, () => Promise.reject(new Error('away'))),
  ).rejects.toThrow('away');
  expect(await get('a', 1)).toMatchObject({ version: 1 });
});
