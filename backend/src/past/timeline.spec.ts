import type { Tenants, TenantTransaction } from '../database/tenants.js';
import type { Clock } from '../event-store/clock.js';
import type { PastThread } from './past-thread.js';
import type { Question } from './question.js';
import { Timeline } from './timeline.js';

/** Where a question is answered, for a ledger of so many events. */
function answered(version: number, folds?: Question<object, string>['folds']): Promise<string> {
  const tx = { query: () => Promise.resolve([{ version }]) } as unknown as TenantTransaction;
  const tenants = { readTenant: (_userId: string, work: (tx: TenantTransaction) => unknown) => work(tx) };
  const past = { askNow: () => Promise.resolve('in the other thread') };
  const timeline = new Timeline(tenants as unknown as Tenants, past as unknown as PastThread, {} as Clock);
  const question = { name: 'question', past: () => 'out of the past', now: () => Promise.resolve('here') };
  return timeline.ask('member', { ...question, ...(folds && { folds }) }, {});
}

describe('a question about now', () => {
  it.each([
    ['is answered here where it is stored, however long the ledger', 300_000, undefined, 'here'],
    ['is answered here where that folds nothing', 300_000, () => false, 'here'],
    ['is answered here where the ledger is short', 500, () => true, 'here'],
    ['is answered in the other thread where that folds many trades', 300_000, () => true, 'in the other thread'],
  ])('%s', async (_what, version, folds, where) => expect(await answered(version, folds)).toBe(where));
});
