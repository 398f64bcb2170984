import { setTimeout } from 'node:timers/promises';
import { AppProcess, prepareApp } from './app.js';
import { audit } from './audit.js';
import { ask, signInAll } from './client.js';
import type { Member } from './client.js';
import { startCluster } from './cluster.js';
import type { Cluster } from './cluster.js';
import { ordersFile, ORDERS_ZONE } from './orders-file.js';
import { bytesOf, filesForm } from './probes/sent-body.js';
import type { Run, Scenario } from './scenario.js';

const POOL = 10;
/** Trades of a file, two fills each, and how often the process ends while they are imported. */
const SIZES = {
  brief: { trades: 1_500, ends: 2 },
  quick: { trades: 10_000, ends: 4 },
  long: { trades: 100_000, ends: 40 },
} as const;
const SYMBOLS = 50;
/** From one step of an import to the next, also where a process must first be missed. */
const PATIENCE_MS = 60_000;

const FORGOTTEN = 'fills forgotten when their process is gone';
const IMPORTS = '/api/user/imports';

interface Import {
  readonly id: string;
  readonly status: string;
  readonly counts: { readonly new: number };
  readonly progress: { readonly done: number; readonly total: number };
}

interface Setup {
  readonly run: Run;
  readonly app: AppProcess;
  readonly member: Member;
}

/** kill -9 and SIGTERM, by turns, in the middle of an import: it goes on by itself, and nothing is missing or doubled. */
export const brokenImports: Scenario = {
  name: 'broken-imports',
  controls: [FORGOTTEN],
  async run(run) {
    const { trades, ends } = SIZES[run.size];
    const cluster = await startCluster(run, POOL);
    const app = await AppProcess.start(run, await prepareApp(run, cluster.database.url, POOL));
    const [member] = (await signInAll(app.url, 1)) as [Member];
    const setup = { run, app, member };
    const file = fileOf(trades);
    const accountId = await addAccount(setup);
    const { id } = await upload(setup, accountId, file);
    await ask(app.url, member, { method: 'POST', path: `${IMPORTS}/${id}/confirm` });
    let ended = 0;
    for (; ended < ends && run.inTime(); ended++) {
      if (!(await comesTo(setup, id, ((ended + 1) * trades) / (ends + 2)))) break;
      await app.end(ended % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      if (run.sabotage === FORGOTTEN) await cluster.sql('DELETE FROM trade_source');
      await app.revive();
    }
    await comesTo(setup, id, Infinity);
    const { status } = await find(setup, id);
    const again = await upload(setup, accountId, file);
    return {
      figure: `${trades} trades of one file, ended ${ended} times in their midst: ${status}, ${again.counts.new} fills new to it afterwards`,
      faults: [
        ...(ended === 0 ? ['It was never ended in its midst.'] : []),
        ...(status === 'imported' ? [] : [`The import is ${status}.`]),
        ...(again.counts.new === 0 ? [] : [`${again.counts.new} fills are not known again.`]),
        ...(await wrongTrades(cluster, member, trades)),
        ...(await audit(cluster, [member.userId])),
      ],
    };
  },
};

/** Each trade has an entry price of its own. */
function fileOf(trades: number) {
  const trips = Array.from({ length: trades }, (_, nth) => ({
    symbol: `NASDAQ:S${nth % SYMBOLS}`,
    prices: [`${nth + 1}.25`, `${nth + 2}.25`] as const,
    key: String(nth),
  }));
  return ordersFile('orders.csv', trips);
}

async function addAccount({ app, member }: Setup): Promise<string> {
  const body = { platform: 'Tradier', name: 'Main', startingBalance: '1000', currency: 'USD' };
  return (await ask(app.url, member, { method: 'POST', path: '/api/user/accounts', body }))?.body.id ?? '';
}

async function upload({ app, member }: Setup, accountId: string, file: ReturnType<typeof fileOf>): Promise<Import> {
  const { bytes, type } = bytesOf(filesForm({ accountId, timeZone: ORDERS_ZONE }, [file]));
  const headers = { ...member.pass, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': type };
  const answer = await fetch(app.url + IMPORTS, { method: 'POST', headers, body: new Uint8Array(bytes) });
  if (answer.status !== 201) throw new Error(`The file was answered ${answer.status}.`);
  return (await answer.json()) as Import;
}

async function find({ app, member }: Setup, id: string): Promise<Import> {
  const answer = await ask(app.url, member, { method: 'GET', path: `${IMPORTS}/${id}` });
  if (answer?.status !== 200) throw new Error(`The import was answered ${answer?.status ?? 'not at all'}.`);
  return answer.body as unknown as Import;
}

/** Waits until so many trades are there and it still goes on; false where it is over, or does not go on. */
async function comesTo(setup: Setup, id: string, trades: number): Promise<boolean> {
  let [before, since] = [-1, Date.now()];
  while (Date.now() - since < PATIENCE_MS) {
    const { status, progress } = await find(setup, id);
    if (status !== 'importing') return false;
    if (progress.done >= trades) return true;
    if (progress.done !== before) [before, since] = [progress.done, Date.now()];
    await setTimeout(5);
  }
  return false;
}

async function wrongTrades(cluster: Cluster, { userId }: Member, wanted: number): Promise<readonly string[]> {
  const [found] = await cluster.sql<{ trades: number; different: number; fills: number }>(
    `SELECT (SELECT count(*) FROM trade WHERE user_id = $1)::integer AS trades,
            (SELECT count(DISTINCT entry_price) FROM trade WHERE user_id = $1 AND status = 'closed')::integer AS different,
            (SELECT count(*) FROM execution WHERE user_id = $1)::integer AS fills`,
    [userId],
  );
  const { trades = 0, different = 0, fills = 0 } = found ?? {};
  if (trades === wanted && different === wanted && fills === 2 * wanted) return [];
  return [`There are ${trades} trades of ${fills} fills, ${different} of them different and closed.`];
}
