import { AppProcess, prepareApp } from './app.js';
import { audit } from './audit.js';
import { ask, signInAll } from './client.js';
import type { Answer, Member } from './client.js';
import { startCluster } from './cluster.js';
import type { Scenario } from './scenario.js';
import { tradeOf } from './writers.js';

const POOL = 4;
const SETTINGS = { synchronous_commit: 'local' };
const DAY_MS = 86_400_000;
const JUMPS = { brief: 4, quick: 20, long: 400 } as const;
/** By how much the clock is wrong, one after the other, right in between. */
const WRONG_BY = [400 * DAY_MS, -400 * DAY_MS, 5 * 60_000, -5 * 60_000];
/** Writes and reads of each member while the clock is wrong, and as many once it is right. */
const EACH = 3;
const UNCOMPARED = 'a clock that is not compared with the database’s';

interface Tally {
  recorded: number;
  refused: number;
  read: number;
  readonly faults: string[];
}

/** The clock of the app's machine jumps, both ways: nothing is recorded under a wrong time, and all is well once it is right. */
export const clockJumps: Scenario = {
  name: 'clock-jumps',
  controls: [UNCOMPARED],
  async run(run) {
    const cluster = await startCluster(run, POOL, SETTINGS);
    const env = await prepareApp(run, cluster.database.url, POOL);
    const preload = run.sabotage === UNCOMPARED ? 'uncompared-clock.js' : 'movable-clock.js';
    const app = await AppProcess.start(run, env, preload);
    const members = await signInAll(app.url, 2);
    const tally: Tally = { recorded: 0, refused: 0, read: 0, faults: [] };
    const jumps = JUMPS[run.size];
    for (let jump = 0; run.goesOn(jump, jumps); jump++) {
      const wrongBy = WRONG_BY[jump % WRONG_BY.length] ?? 0;
      // What is under way at the jump may be answered either way, and is looked at in the ledger alone.
      const underWay = members.map((member) => write(app.url, member));
      await app.tell(wrongBy);
      await tryAll(app.url, members, 503, tally);
      await app.tell(0);
      await tryAll(app.url, members, 201, tally);
      await Promise.all(underWay);
    }
    const wrong = await cluster.sql<{ version: string; at: Date }>(
      `SELECT version, recorded_at AS at FROM event WHERE abs(extract(epoch FROM recorded_at - now())) > 7200
        OR recorded_at > now() + interval '2 minutes'`,
    );
    const unsound = await audit(
      cluster,
      members.map(({ userId }) => userId),
    );
    return {
      figure:
        `${jumps} jumps of 5 minutes and 400 days both ways: ${tally.refused} writes refused while the clock was wrong, ` +
        `${tally.recorded} recorded, ${wrong.length} of all under a wrong time; ${tally.read} reads`,
      faults: [
        ...tally.faults,
        ...wrong.map(({ version, at }) => `Version ${version} was recorded as of ${at.toISOString()}.`),
        ...unsound,
      ],
    };
  },
};

const write = (appUrl: string, member: Member) =>
  ask(appUrl, member, { method: 'POST', path: '/api/user/trades', body: tradeOf(null, 'Written at a jump.') });

/** Every write gets that answer, and every read is answered, from the first one on. */
async function tryAll(appUrl: string, members: readonly Member[], expected: 201 | 503, tally: Tally): Promise<void> {
  for (let time = 0; time < EACH; time++)
    for (const member of members) {
      count(await write(appUrl, member), expected, tally);
      const read = await ask(appUrl, member, { method: 'GET', path: '/api/user/trades' });
      if (read?.status !== 200) tally.faults.push(`A read was answered ${read?.status}.`);
      tally.read++;
    }
}

function count(written: Answer | null, expected: 201 | 503, tally: Tally): void {
  if (written?.status !== expected) tally.faults.push(`A write was answered ${written?.status} for ${expected}.`);
  if (written?.status === 201) tally.recorded++;
  else if (written?.retryAfter) tally.refused++;
  else tally.faults.push('A refusal did not say when to come again.');
}
