import { randomUUID } from 'node:crypto';
import type { Day } from '@singularity/domain';
import { importFiles } from './canary-imports.js';
import type { Ids } from './ids.js';
import type { Send } from './sent-body.js';
import { PIXEL, PLAIN_ACCOUNT, PLAIN_TRADE } from './route-table.js';

interface Made {
  readonly id: string;
  readonly batchId: string;
  readonly executions: readonly { readonly id: string }[];
  readonly ledger: { readonly version: number };
}
interface Listed {
  readonly items: readonly { readonly id: string; readonly day: string }[];
  readonly nextCursor: string;
}

const ACCOUNTS = '/api/user/accounts';
const TRADES = '/api/user/trades';
const NOTED_DAY = '2026-01-07' as Day;
const ACCOUNT_COUNT = 2;
const TRADES_IN_EACH = 4;
/** Of all trades: as many as make a ledger longer than any that comes of probes. */
const BULK_EDITS = 16;

/** Has something in every table of a ledger and beside it, with a mark in every text and digits of its own in every number. Gives the ids of it. */
export async function fillCanaryMember(send: Send, attest: () => Promise<unknown>): Promise<readonly Ids[]> {
  const trades: Pick<Ids, 'trade' | 'execution' | 'screenshot' | 'account' | 'key' | 'symbol' | 'tag'>[] = [];
  await changeSettings(send);
  for (let nth = 0; nth < ACCOUNT_COUNT; nth++) {
    const account = await addAccount(send, nth);
    for (let index = 0; index < TRADES_IN_EACH; index++) trades.push(await addTrade(send, account, nth * 10 + index));
  }
  await setPreferences(send, trades[0]?.account ?? '');
  await send('PUT', `/api/user/days/${NOTED_DAY}/note`, { notes: 'Canary note of a day' });
  await loseAndRegain(send, trades.at(-1)?.trade ?? '');
  const imports = await importFiles(send, trades[0]?.account ?? '');
  const batches = await changeManyTimes(
    send,
    trades.map(({ trade }) => trade),
  );
  await attest();
  const shared = await targetsOf(send);
  return trades.map((ids, index) => {
    const imported = imports[index % imports.length] as string;
    const batch = batches[index] as (typeof batches)[number];
    // No broker is asked from here, and no webhook told.
    const elsewhere = { connection: randomUUID(), run: randomUUID(), webhook: randomUUID(), delivery: randomUUID() };
    return { ...shared, ...ids, ...batch, ...elsewhere, import: imported };
  });
}

async function changeSettings(send: Send): Promise<void> {
  const breakevenTolerance = { CANARY: '0.0040474' };
  await send('PATCH', '/api/user/settings', { timeZone: 'Asia/Kathmandu', baseCurrency: 'CANARY', breakevenTolerance });
}

async function setPreferences(send: Send, account: string): Promise<void> {
  await send('PUT', '/api/user/preferences', {
    platforms: ['Canary platform'],
    tradeColumns: [{ name: 'canary-column' }],
    feePresets: { [account]: '4.0474047' },
  });
}

/** A plain one as well, which another can ask for in the same words under the same key. */
async function addAccount(send: Send, nth: number): Promise<string> {
  const words = { platform: 'Canary platform', name: `Canary account ${nth}`, externalId: `canary-external-${nth}` };
  const numbers = { startingBalance: `${nth + 1}404740.47`, currency: 'CANARY' };
  const { id } = (await send('POST', ACCOUNTS, { ...words, ...numbers })) as Made;
  await send('POST', ACCOUNTS, PLAIN_ACCOUNT, plainKeyOf(nth));
  await send('PUT', `${ACCOUNTS}/${id}/balance`, { balance: `${nth + 1}404777.31`, reason: 'deposit' });
  return id;
}

const plainKeyOf = (nth: number) => `canary-plain-${nth}`;

/** Of four one is written in short, one is an option, one is open, and one has two fills of each kind. */
async function addTrade(send: Send, account: string, nth: number) {
  const [key, symbol, tag] = [`canary-key-${nth}`, `CANARY${nth}`, `canary-tag-${nth}`];
  const own = {
    accountId: account,
    symbol,
    notes: `Canary notes ${nth}`,
    tags: [tag],
    stopPrice: `7047.0${nth + 1}47`,
  };
  const made = (await send('POST', TRADES, { ...own, ...formOf(nth) }, key)) as Made;
  await send('POST', TRADES, PLAIN_TRADE, `canary-trade-${nth}`);
  const picture = (await send('POST', `${TRADES}/${made.id}/screenshots`, PIXEL)) as Made;
  await send('PATCH', `${TRADES}/${made.id}`, { notes: `Canary notes ${nth}, edited` });
  const execution = made.executions[0]?.id ?? '';
  const known = nth % 2 === 0 ? key : plainKeyOf(Math.floor(nth / 10));
  return { trade: made.id, execution, screenshot: picture.id, account, key: known, symbol, tag };
}

function formOf(nth: number): object {
  const day = `2026-01-0${5 + (nth % 4)}`;
  const price = (target: number) => `${7404 + target}.${404 + nth}7`;
  const fill = (type: string, hour: number, target: number) => ({
    type,
    at: `${day}T${hour}:00:00Z`,
    quantity: `40.404${nth + 1}`,
    price: price(target),
    fees: `0.40474${nth + 1}`,
  });
  const fills = [fill('open', 14, 0), fill('open', 15, 1), fill('close', 16, 2), fill('close', 17, 3)];
  if (nth % 4 === 3) return { assetType: 'stock', direction: 'SHORT', executions: fills };
  const entry = { quantity: `40.404${nth + 1}`, entryPrice: price(0), entryAt: `${day}T14:00:00Z` };
  const exit = { exitPrice: price(4), exitAt: `${day}T18:00:00Z`, fees: `0.40474${nth + 1}` };
  if (nth % 4 === 2) return { assetType: 'crypto', direction: 'LONG', ...entry };
  if (nth % 4 === 0) return { assetType: 'stock', direction: 'LONG', multiplier: '1.40474', ...entry, ...exit };
  const option = { assetType: 'option', direction: 'PUT', side: 'buy', strike: '4047.47', expiration: '2026-02-20' };
  return { ...option, ...entry, ...exit };
}

/** Something is deleted, something restored, something undone; an account is closed. */
async function loseAndRegain(send: Send, trade: string): Promise<void> {
  const words = { symbol: 'CANARYLOST', notes: 'Canary, deleted', tags: ['canary-lost'] };
  const lost = (await send('POST', TRADES, { ...words, ...formOf(2) })) as Made;
  await send('DELETE', `${TRADES}/${lost.id}`);
  await send('DELETE', `${TRADES}/${trade}`);
  await send('POST', `${TRADES}/${trade}/restore`);
  const { ledger } = (await send('PATCH', `${TRADES}/${trade}`, { notes: 'Canary, taken back' })) as Made;
  await send('POST', `/api/user/history/${ledger.version}/undo`);
  const last = { platform: 'Canary platform', name: 'Canary closed', startingBalance: '3404740.47' };
  const { id } = (await send('POST', ACCOUNTS, { ...last, currency: 'CANARY' })) as Made;
  await send('POST', `${ACCOUNTS}/${id}/close`);
}

async function changeManyTimes(send: Send, ids: readonly string[]): Promise<readonly Pick<Ids, 'batch' | 'version'>[]> {
  const batches = [];
  for (let nth = 0; nth < BULK_EDITS; nth++) {
    const edit = { addTags: [`canary-batch-${nth % 7}`], removeTags: [`canary-batch-${(nth + 6) % 7}`] };
    const { batchId, ledger } = (await send('POST', `${TRADES}/bulk`, { ids, edit })) as Made;
    batches.push({ batch: batchId, version: String(ledger.version) });
  }
  return batches.slice(-ids.length);
}

async function targetsOf(
  send: Send,
): Promise<Pick<Ids, 'session' | 'token' | 'day' | 'date' | 'username' | 'cursor' | 'explained' | 'compared'>> {
  const list = async (path: string) => (await send('GET', path)) as Listed;
  const { user } = (await send('GET', '/api/auth/session')) as { user: { username: string } };
  const explained = (await list('/api/user/stats/explain?figure=netPnl&currency=CANARY&limit=1')).nextCursor;
  return {
    session: (await list('/api/user/sessions')).items[0]?.id ?? '',
    token: ((await send('POST', '/api/user/tokens', { name: 'Canary token', scopes: ['read'] })) as Made).id,
    day: (await list('/api/user/ledger/digests')).items[0]?.day ?? '',
    date: NOTED_DAY,
    username: user.username,
    cursor: (await list(`${TRADES}?limit=1`)).nextCursor,
    explained,
    compared: (await list('/api/user/compare?fromVersion=0&limit=1')).nextCursor,
  };
}
