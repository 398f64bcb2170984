import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { signIn } from './bench-client.js';
import type { BenchWorld } from './bench-world.js';

/** The tables that a command writes to. */
const TABLES = ['command', 'event', 'trade'] as const;

const TRADES = 100;
const EDITS = 10;
const NOTE_BYTES = 15_000;

/** How to reach an app and the database behind it, as a member and as a superuser. */
export interface Setup {
  /** Sends a command; rejects unless it is done. */
  post(path: string, body: object, key: string): Promise<unknown>;
  sql<Row>(text: string): Promise<Row[]>;
}

/** How many bytes a table has grown by for each byte of the requests. */
export type StoredPerByte = Readonly<Record<(typeof TABLES)[number], number>>;

/**
 * Asks for small changes of trades with long notes, many in each request, and measures what that leaves in the database:
 * tables with their indexes, and with what updates left behind.
 */
export async function storedByBulkEdits(setup: Setup): Promise<StoredPerByte> {
  const ids: string[] = [];
  for (let index = 0; index < TRADES; index++) ids.push(await addTrade(setup, index));
  const before = await sizes(setup);
  let sent = 0;
  for (let edit = 0; edit < EDITS; edit++) {
    const body = { ids, edit: { addTags: [`tag ${edit}`] } };
    sent += JSON.stringify(body).length;
    await setup.post('/api/user/trades/bulk', body, `edit-${edit}`);
  }
  const after = await sizes(setup);
  return Object.fromEntries(TABLES.map((table) => [table, (after[table] - before[table]) / sent])) as StoredPerByte;
}

/** One that no compression makes smaller. */
async function addTrade({ post }: Setup, index: number): Promise<string> {
  const body = {
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    quantity: '10',
    entryPrice: '187.23',
    entryAt: '2026-01-05T15:00:00Z',
    notes: randomBytes(NOTE_BYTES).toString('base64').slice(0, NOTE_BYTES),
  };
  return ((await post('/api/user/trades', body, `add-${index}`)) as { id: string }).id;
}

async function sizes({ sql }: Setup): Promise<StoredPerByte> {
  const columns = TABLES.map((table) => `pg_total_relation_size('${table}')::float8 AS ${table}`);
  const [row] = await sql<StoredPerByte>(`SELECT ${columns.join(', ')}`);
  if (!row) throw new Error('A SELECT without FROM has one row.');
  return row;
}

/** The same for the app of a bench, as a table. */
export async function storageReport({ appUrl, superuserUrl }: BenchWorld, memberId: string): Promise<string> {
  const pass = await signIn(appUrl, memberId);
  const database = new pg.Client({ connectionString: superuserUrl });
  await database.connect();
  const stored = await storedByBulkEdits({
    sql: async <Row>(text: string) => (await database.query(text)).rows as Row[],
    async post(path, body, key) {
      const headers = { ...pass, 'Content-Type': 'application/json', 'Idempotency-Key': key };
      const answer = await fetch(appUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`The app answered ${answer.status}.`);
      return answer.json();
    },
  });
  await database.end();
  const rows = TABLES.map((table) => `  ${table.padEnd(26)} ${stored[table].toFixed(1).padStart(12)}`);
  return [`Bytes stored for each byte sent, ${EDITS} edits of ${TRADES} trades with long notes`, ...rows].join('\n');
}
