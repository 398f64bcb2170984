import { AppProcess, prepareApp } from './app.js';
import { audit } from './audit.js';
import { signInAll } from './client.js';
import type { Member } from './client.js';
import { startCluster } from './cluster.js';
import { openSocket, readStatuses, requestText } from './raw-requests.js';
import type { Run, Scenario } from './scenario.js';
import { tradeOf } from './writers.js';

const POOL = 5;
const SIZES = { brief: 6, quick: 60, long: 1_500 } as const;
/** Longer than a request may wait for its turn. */
const PATIENCE_MS = 20_000;

const UNTIL_READ = 'an app where a write is over only when its answer is read';

/** Writes of one member, sent one behind the other on the same connection, without waiting for an answer: all are answered. */
export const pipelinedWrites: Scenario = {
  name: 'pipelined-writes',
  controls: [UNTIL_READ],
  async run(run) {
    const cluster = await startCluster(run, POOL);
    const preload = run.sabotage === UNTIL_READ ? 'writes-until-read.js' : null;
    const app = await AppProcess.start(run, await prepareApp(run, cluster.database.url, POOL), preload);
    const [member] = (await signInAll(app.url, 1)) as [Member];
    const faults: string[] = [];
    let sent = 0;
    for (let round = 0; run.goesOn(round, SIZES[run.size]) && faults.length === 0; round++) {
      const counts = Array.from({ length: run.chance.whole(1, 3) }, () => run.chance.whole(4, 12));
      const answers = await Promise.all(counts.map((count) => pipeline(run, app.url, member, count)));
      faults.push(...answers.flat());
      sent += counts.reduce((sum, count) => sum + count, 0);
    }
    const [{ stored } = { stored: '0' }] = await cluster.sql<{ stored: string }>(
      `SELECT count(*) AS stored FROM event WHERE type = 'TradeAdded'`,
    );
    if (Number(stored) !== sent) faults.push(`Of ${sent} trades ${stored} were stored.`);
    return {
      figure: `${sent} writes in pipelines of 4 to 12, up to three at once: ${faults.length} without their answer`,
      faults: [...faults, ...(await audit(cluster, [member.userId]))],
    };
  },
};

async function pipeline(run: Run, appUrl: string, member: Member, count: number): Promise<readonly string[]> {
  const socket = await openSocket(run, appUrl);
  const texts = Array.from({ length: count }, () =>
    requestText(appUrl, member, { method: 'POST', path: '/api/user/trades', body: tradeOf(null, 'One of a row.') }),
  );
  socket.write(texts.join(''));
  const statuses = await readStatuses(socket, count, PATIENCE_MS);
  return Array.from({ length: count }, (_, setup) => statuses[setup] ?? 'not at all')
    .filter((status) => status !== 201)
    .map((status) => `One of ${count} was answered ${status}.`);
}
