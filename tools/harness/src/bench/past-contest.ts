import { newId } from '@singularity/backend/runtime/new-id.js';
import { pastWorker } from '@singularity/backend/app.module.js';
import type { Tenants } from '@singularity/backend/database/tenants.js';
import { PastThread } from '@singularity/backend/past/past-thread.js';
import { statsQueries } from '@singularity/backend/stats/stats.queries.js';
import { fillLedger } from './bench-ledger.js';
import type { BenchWorld } from './bench-world.js';
import { perSecond } from './contest.js';
import type { Contest, Contestant, Turns } from './contest.js';
import { createPagedRead } from './paged-read.js';

/** How many trades make about 1,000, 10,000 and 100,000 events. */
export const PAST_TRADES = [500, 5_000, 50_000];
export const PAST_TURNS: Turns = { rounds: 3, ms: 400 };

/** Here it is the time that is asked for. */
const PATIENT = { ...pastWorker, patienceMs: 600_000, stuckMs: 600_000 };

/** What it costs to ask for the statistics as of the last version: nothing of it is in any row. */
export async function pastContest(world: BenchWorld, tenants: Tenants, trades: number): Promise<Contest> {
  const userId = newId();
  const events = await fillLedger(tenants, userId, trades);
  const past = new PastThread(world, PATIENT);
  const paged = await createPagedRead(world.superuserUrl, { userId, events });
  const ask = () => past.ask(statsQueries.summary, userId, [events], {});
  const askFirst = () => past.forget(userId).then(ask);
  const contestant = (name: string, note: string, once: () => Promise<unknown>): Contestant => ({
    name,
    note,
    measure: async (ms) => (await perSecond(1, ms, once)) * events,
  });
  return {
    title: `Statistics as of a version, ${events.toLocaleString('en')} events`,
    unit: 'events/s',
    contestants: [
      contestant('paged read', paged.note, paged.read),
      contestant('first question', 'read, fold, work out all trades and days, answer; in the other thread', askFirst),
      contestant('second question', 'the same out of the fold that is held', ask),
    ],
    close: async () => {
      await past.onApplicationShutdown();
      await paged.close();
    },
  };
}
