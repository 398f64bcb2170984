import type { Tenants, TenantTransaction } from '../database/tenants.js';
import type { Clock } from '../runtime/clock.js';
import type { LedgerSize } from '../event-store/ledger-size.js';
import type { PastThread } from './past-thread.js';
import type { LedgerQuery } from './ledger-query.js';
import { LedgerQueryRunner } from './ledger-query-runner.js';

/** Where a query is answered, for a ledger that is long or not. */
function answered(isLong: boolean, folds?: LedgerQuery<object, string>['folds']): Promise<string> {
  const size = { isLong: () => Promise.resolve(isLong) } as unknown as LedgerSize;
  const tx = { query: () => Promise.resolve([{ version: 301 }]) } as unknown as TenantTransaction;
  const tenants = { readTenant: (_userId: string, work: (tx: TenantTransaction) => unknown) => work(tx) };
  const past = { askNow: () => Promise.resolve('in the other thread') };
  const runner = new LedgerQueryRunner(tenants as unknown as Tenants, past as unknown as PastThread, {} as Clock, size);
  const query = { name: 'query', past: () => 'out of the past', now: () => Promise.resolve('here') };
  return runner.ask('member', { ...query, ...(folds && { folds }) }, {});
}

describe('a query about now', () => {
  it.each([
    ['is answered here where it is stored, however long the ledger', true, undefined, 'here'],
    ['is answered here where that folds nothing', true, () => false, 'here'],
    ['is answered here where the ledger is short', false, () => true, 'here'],
    ['is answered in the other thread where that folds many trades', true, () => true, 'in the other thread'],
  ])('%s', async (_what, isLong, folds, where) => expect(await answered(isLong, folds)).toBe(where));
});
