import { DataSource } from 'typeorm';
import { loadConfig } from '@singularity/backend/config.js';
import { createApp } from '@singularity/backend/main.js';
import { prepareApp } from './app.js';
import { audit } from './audit.js';
import { ask, isDone, signInAll } from './client.js';
import type { Command, Member } from './client.js';
import { startCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import { COMMANDS } from './commands.js';
import type { Made, Prepare } from './commands.js';
import type { Run, Scenario } from './scenario.js';
import { StatementFaults, WAYS } from './statement-faults.js';
import type { Way } from './statement-faults.js';

const POOL = 2;
/** No crash here: nothing has to be on disk. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off' };
const TRIES = 20;
/** More statements than any command has. */
const MOST = 60;
const AUTOCOMMIT = 'a commit after each statement';

/** What a member has, and what is beside the ledger: all tables of members but those of signing in. */
const TABLES = [
  ...['user_head', 'event', 'command', 'settings', 'account', 'balance_update', 'trade', 'execution', 'realization'],
  ...['day_stats', 'preferences'],
];

interface Setup {
  readonly url: string;
  readonly member: Member;
  readonly cluster: Cluster;
  readonly faults: StatementFaults;
  /** Sends what must succeed. */
  readonly prepare: Prepare;
}

interface Tally {
  struck: number;
  readonly kinds: Set<string>;
  readonly broken: string[];
}

/** The n-th statement of a command fails, for every n, in every way: all of it stands or nothing does, and a retry succeeds. */
export const failingStatements: Scenario = {
  name: 'failing-statements',
  controls: [AUTOCOMMIT],
  async run(run) {
    const setup = await preparePlace(run);
    const tally: Tally = { struck: 0, kinds: new Set(), broken: [] };
    const kinds = Object.entries(COMMANDS).flatMap(([kind, make]) =>
      (run.size === 'long' || run.sabotage ? WAYS : [run.chance.oneOf(WAYS)]).map((way) => ({ kind, make, way })),
    );
    for (const [turn, each] of kinds.entries()) {
      if (!run.goesOn(turn, kinds.length) || (run.sabotage && tally.broken.length > 0)) break;
      await failEach(setup, each, tally).catch((error: unknown) => {
        setup.faults.disarm();
        tally.broken.push(`${each.kind} (${each.way}): ${String(error)}`);
      });
    }
    const unsound = await audit(setup.cluster, [setup.member.userId]);
    return {
      figure:
        `${tally.kinds.size} of ${Object.keys(COMMANDS).length} kinds of commands, ${tally.struck} failed statements: ` +
        `${tally.broken.length} left something halfway`,
      faults: [...tally.broken, ...unsound],
    };
  },
};

async function preparePlace(run: Run): Promise<Setup> {
  const cluster = await startCluster(run, POOL, SETTINGS);
  const env = await prepareApp(run, cluster.database.url, POOL);
  const app = await createApp(loadConfig(env));
  app.useLogger(false);
  await app.listen(Number(env['PORT']), '127.0.0.1');
  run.defer(() => app.close());
  const url = String(env['PUBLIC_URL']);
  const [member] = (await signInAll(url, 1)) as [Member];
  const faults = new StatementFaults(app.get(DataSource), run.sabotage === AUTOCOMMIT);
  const prepare: Prepare = async (method, path, body) =>
    (await insist({ url, member }, { method, path, ...(body && { body }) })) as unknown as Made;
  return { url, member, cluster, faults, prepare };
}

interface Kind {
  readonly kind: string;
  readonly make: (prepare: Prepare) => Promise<Command>;
  readonly way: Way;
}

/** Until the command goes through without having met the fault. */
async function failEach(setup: Setup, { kind, make, way }: Kind, tally: Tally): Promise<void> {
  for (let nth = 1; nth <= MOST; nth++) {
    const command = { ...(await make(setup.prepare)), key: `${kind}-${way}-${nth}`.replaceAll(' ', '-') };
    const before = await stateOf(setup);
    setup.faults.arm(nth, way);
    await ask(setup.url, setup.member, command);
    const { hasStruck } = setup.faults;
    setup.faults.disarm();
    if (!hasStruck) {
      tally.kinds.add(kind);
      return;
    }
    tally.struck++;
    const after = await stateOf(setup);
    const [kept] = await setup.cluster.sql('SELECT FROM command WHERE idempotency_key = $1', [command.key]);
    // The last thing that a command writes is its answer: where that stands, so must all of it.
    const nothing = after.rows === before.rows;
    if (!nothing && !kept) tally.broken.push(`${kind}, statement ${nth} (${way}): something was left halfway.`);
    await insist(setup, command);
    const retried = await stateOf(setup);
    if (kept && retried.rows !== after.rows)
      tally.broken.push(`${kind}, statement ${nth} (${way}): the retry did it again.`);
    if (retried.version <= before.version)
      tally.broken.push(`${kind}, statement ${nth} (${way}): the retry did nothing.`);
  }
  throw new Error(`${kind} has no end.`);
}

async function stateOf({ cluster, member }: Setup): Promise<{ rows: string; version: number }> {
  const sums = TABLES.map(
    (table) => `(SELECT md5(string_agg(row::text, '|' ORDER BY row::text)) FROM ${table} row WHERE user_id = $1)`,
  );
  const [state] = await cluster.sql<{ rows: string; version: number }>(
    `SELECT concat_ws(' ', ${sums.join(', ')}) AS rows, version::integer FROM user_head WHERE user_id = $1`,
    [member.userId],
  );
  if (!state) throw new Error('The member has no ledger.');
  return state;
}

async function insist({ url, member }: Pick<Setup, 'url' | 'member'>, command: Command): Promise<object> {
  let last: unknown;
  for (let tries = 1; tries <= TRIES; tries++) {
    const answer = await ask(url, member, command);
    if (isDone(answer)) return answer.body;
    last = answer;
  }
  throw new Error(`${command.method} ${command.path} does not succeed: ${JSON.stringify(last)}`);
}
