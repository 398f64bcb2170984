import { isDeepStrictEqual } from 'node:util';
import { AppProcess, prepareApp } from './app.js';
import { audit } from './audit.js';
import { ask, isDone, signInAll } from './client.js';
import type { Answer, Command, Member } from './client.js';
import { startCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import type { Run, Scenario } from './scenario.js';
import { startTcpProxy } from './tcp-proxy.js';
import { tradeOf } from './writers.js';

const SIZES = { brief: 30, quick: 200, long: 2_000 } as const;
const POOL = 5;
const TRIES = 20;

const NO_KEYS = 'keys not sent';

/** How PostgreSQL says that a transaction stands. */
const COMMITTED = Buffer.from('COMMIT\0');

interface Tally {
  lost: number;
  readonly faults: string[];
}

interface Setup {
  /** Where a client reaches the app, through a wire that can be cut. */
  readonly url: string;
  readonly cluster: Cluster;
  readonly member: Member;
  /** Has the next answer to the client, or the next COMMIT to the app, lost; says which were. */
  arm(where: 'answer' | 'commit'): { readonly swallowed: () => string | null };
}

/** The connection ends after the COMMIT and before the answer: asking again gives the first answer, and does nothing. */
export const lostAnswers: Scenario = {
  name: 'lost-answers',
  controls: [NO_KEYS],
  async run(run) {
    const setup = await prepare(run);
    const wanted = SIZES[run.size];
    const tally: Tally = { lost: 0, faults: [] };
    for (let turn = 0; run.goesOn(turn, wanted); turn++) {
      const key = run.sabotage === NO_KEYS ? {} : { key: `lost-${turn}` };
      const command = { method: 'POST', path: '/api/user/trades', body: tradeOf(null, `Lost ${turn}.`), ...key };
      await loseAndRetry(setup, run.chance.oneOf(['answer', 'commit'] as const), command, tally);
    }
    const doubled = await setup.cluster.sql<{ notes: string }>(
      `SELECT payload ->> 'notes' AS notes FROM event WHERE type = 'TradeAdded' GROUP BY 1 HAVING count(*) > 1`,
    );
    const unsound = await audit(setup.cluster, [setup.member.userId]);
    const other = tally.faults.length;
    return {
      figure: `${tally.lost} answers lost after the COMMIT: ${doubled.length} doubled, ${other} answered otherwise`,
      faults: [...tally.faults, ...doubled.map(({ notes }) => `Stored twice: ${notes}`), ...unsound],
    };
  },
};

async function prepare(run: Run): Promise<Setup> {
  const cluster = await startCluster(run, POOL);
  const toPostgres = await startTcpProxy(run, cluster.port);
  const throughProxy = Object.assign(new URL(cluster.database.url), { port: String(toPostgres.port) }).href;
  const app = await AppProcess.start(run, await prepareApp(run, throughProxy, POOL));
  const [member] = (await signInAll(app.url, 1)) as [Member];
  const toApp = await startTcpProxy(run, Number(new URL(app.url).port));
  return {
    cluster,
    member,
    url: `http://127.0.0.1:${toApp.port}`,
    arm(where) {
      let swallowed: string | null = null;
      const proxy = where === 'answer' ? toApp : toPostgres;
      proxy.cutAt = (answer) => {
        if (where === 'commit' && !answer.includes(COMMITTED)) return false;
        swallowed = answer.toString('utf8');
        proxy.cutAt = () => false;
        return true;
      };
      return { swallowed: () => swallowed };
    },
  };
}

async function loseAndRetry(setup: Setup, where: 'answer' | 'commit', command: Command, tally: Tally): Promise<void> {
  const { swallowed } = setup.arm(where);
  await ask(setup.url, setup.member, command);
  const first = swallowed();
  if (first === null) return;
  tally.lost++;
  const [second, third] = [await insist(setup, command), await insist(setup, command)];
  const same = isDeepStrictEqual(second.body, third.body);
  const firstBody = where === 'answer' ? (JSON.parse(first.slice(first.indexOf('{'))) as unknown) : second.body;
  if (!same || !isDeepStrictEqual(firstBody, second.body))
    tally.faults.push(`Asked again: ${JSON.stringify(second.body)}, and again: ${JSON.stringify(third.body)}`);
}

async function insist({ url, member }: Setup, command: Command): Promise<Answer> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const answer = await ask(url, member, command);
    if (isDone(answer)) return answer;
  }
  throw new Error('The app does not come round.');
}
