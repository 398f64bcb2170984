import { setTimeout } from 'node:timers/promises';
import { ask } from './client.js';
import type { Member } from './client.js';
import type { Cluster } from './cluster.js';
import { ordersFile, ORDERS_ZONE } from './orders-file.js';
import { bytesOf, filesForm } from './probes/sent-body.js';

const SYMBOLS = 50;
/** From one step of an import to the next, also where a process must first be missed. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 5;
const IMPORTS = '/api/user/imports';

interface Import {
  readonly id: string;
  readonly status: string;
  readonly counts: { readonly new: number };
  readonly progress: { readonly done: number; readonly total: number };
}

/** Whose import, and which process is asked next. */
interface Importer {
  readonly appUrl: () => string;
  readonly member: Member;
}

type OrdersFile = ReturnType<typeof ordersFile>;

/** Of so many trades, two fills each; each trade has an entry price of its own. */
export function ordersOf(trades: number): OrdersFile {
  const trips = Array.from({ length: trades }, (_, nth) => ({
    symbol: `NASDAQ:S${nth % SYMBOLS}`,
    prices: [`${nth + 1}.25`, `${nth + 2}.25`] as const,
    key: String(nth),
  }));
  return ordersFile('orders.csv', trips);
}

export async function uploadOrders({ appUrl, member }: Importer, accountId: string, file: OrdersFile): Promise<Import> {
  const { bytes, type } = bytesOf(filesForm({ accountId, timeZone: ORDERS_ZONE }, [file]));
  const headers = { ...member.pass, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': type };
  const answer = await fetch(appUrl() + IMPORTS, { method: 'POST', headers, body: new Uint8Array(bytes) });
  if (answer.status !== 201) throw new Error(`The file was answered ${answer.status}.`);
  return (await answer.json()) as Import;
}

export async function confirmImport({ appUrl, member }: Importer, id: string): Promise<void> {
  await ask(appUrl(), member, { method: 'POST', path: `${IMPORTS}/${id}/confirm` });
}

/** Null where there is no answer, as of a process that was killed. */
async function findImport({ appUrl, member }: Importer, id: string): Promise<Import | null> {
  const answer = await ask(appUrl(), member, { method: 'GET', path: `${IMPORTS}/${id}` });
  if (answer && ![200, 503].includes(answer.status)) throw new Error(`The import was answered ${answer.status}.`);
  return answer?.status === 200 ? (answer.body as unknown as Import) : null;
}

/** How it ended, once it goes on no longer. */
export async function endOfImport(importer: Importer, id: string): Promise<string> {
  await importComesTo(importer, id, Infinity);
  return (await findImport(importer, id))?.status ?? 'not found';
}

/** Waits until so many trades are there and it still goes on; false where it is over, or does not go on. */
export async function importComesTo(importer: Importer, id: string, trades: number): Promise<boolean> {
  let [before, since] = [-1, Date.now()];
  while (Date.now() - since < PATIENCE_MS) {
    const found = await findImport(importer, id);
    if (found && found.status !== 'importing') return false;
    const done = found?.progress.done ?? before;
    if (done >= trades) return true;
    if (done !== before) [before, since] = [done, Date.now()];
    await setTimeout(PAUSE_MS);
  }
  return false;
}

/** Whether each trade of the file is there, once. */
export async function wrongTrades(
  cluster: Pick<Cluster, 'sql'>,
  { userId }: Member,
  wanted: number,
): Promise<readonly string[]> {
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
