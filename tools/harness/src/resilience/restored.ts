import { freePort } from '@singularity/local/free-port.js';
import { AppProcess, prepareApp } from './app.js';
import { audit } from './audit.js';
import { ask, isDone, signInAll } from './client.js';
import type { Command, Member } from './client.js';
import { startCluster } from './cluster.js';
import { keepRows } from './sabotage/kept-rows.js';
import type { Run, Scenario } from './scenario.js';
import { tradeOf } from './writers.js';

const POOL = 5;
const TRADES = '/api/user/trades';
/** How often a backup is brought back. */
const ROUNDS = { brief: 2, quick: 8, long: 100 } as const;
/** What is written before a backup is made, lost when it is brought back, and written in place of that. */
const [BEFORE, LOST, AFTER] = [3, 5, 7];
const QUESTIONS = ['stats', 'stats/days', 'stats/setups', 'trades?limit=200', 'accounts', 'stats/breakdown?by=symbol'];

const BY_VERSION = 'an app that holds the past by version alone';

/** Backups are brought back beneath a running app, and other histories written on them: it answers as a fresh one does. */
export const restored: Scenario = {
  name: 'restored',
  controls: [BY_VERSION],
  async run(run) {
    const cluster = await startCluster(run, POOL);
    const env = await prepareApp(run, cluster.database.url, POOL);
    const app = await AppProcess.start(run, env, run.sabotage === BY_VERSION ? 'held-by-version.js' : null);
    const [member] = (await signInAll(app.url, 1)) as [Member];
    const faults: string[] = [];
    const setup = { appUrl: app.url, member };
    let [rounds, answers] = [0, 0];
    while (run.goesOn(rounds, ROUNDS[run.size])) {
      await write(run, setup, BEFORE);
      const bringBack = await keepRows(cluster.sql, member.userId);
      const lost = await write(run, setup, LOST);
      await askAll(app.url, member, versionsUpTo(lost));
      await bringBack();
      const head = await write(run, setup, AFTER);
      const fresh = await startFresh(run, env);
      const versions = versionsUpTo(head);
      const [told, true_] = [await askAll(app.url, member, versions), await askAll(fresh.url, member, versions)];
      await fresh.end('SIGKILL');
      for (const [address, text] of true_)
        if (told.get(address) !== text)
          faults.push(`${address} is not what a fresh process says: ${told.get(address)}`);
      answers += true_.size;
      rounds++;
    }
    return {
      figure: `${answers} answers of the past after ${rounds} restores beneath a running app, ${faults.length} of another history`,
      faults: [...faults, ...(await audit(cluster, [member.userId]))],
    };
  },
};

/** The last versions: those of before the backup, and those that were written twice. */
function versionsUpTo(head: number): readonly number[] {
  return Array.from({ length: Math.min(head, AFTER + 2) }, (_, back) => head - back);
}

/** So many changes; gives the version that the ledger then has. */
async function write(
  run: Run,
  { appUrl, member }: { appUrl: string; member: Member },
  changes: number,
): Promise<number> {
  let version = 0;
  for (let change = 0; change < changes; change++) {
    const answer = await ask(appUrl, member, commandOf(run));
    if (!isDone(answer)) throw new Error('A trade was not added.');
    ({ version } = answer.body.ledger);
  }
  return version;
}

function commandOf({ chance }: Run): Command {
  const symbol = chance.oneOf(['AAPL', 'MSFT', 'TSLA', 'SPY'] as const);
  const exitPrice = `${chance.whole(150, 220)}.10`;
  const body = { ...tradeOf(null, 'Before or after.'), symbol, exitPrice, tags: [symbol.toLowerCase()] };
  return { method: 'POST', path: TRADES, body };
}

/** What is said of the past, by address. */
async function askAll(
  appUrl: string,
  { pass }: Member,
  versions: readonly number[],
): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  for (const version of versions)
    for (const question of QUESTIONS) {
      const address = `/api/user/${question}${question.includes('?') ? '&' : '?'}asOfVersion=${version}`;
      const answer = await fetch(appUrl + address, { headers: pass });
      answers.set(address, `${answer.status} ${await answer.text()}`);
    }
  return answers;
}

/** Another process on the same database, which has seen nothing of what was before. */
async function startFresh(run: Run, env: Readonly<Record<string, string | undefined>>): Promise<AppProcess> {
  const port = String(await freePort());
  return AppProcess.start(run, { ...env, PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` });
}
