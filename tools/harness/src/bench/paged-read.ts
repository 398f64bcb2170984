import type pg from 'pg';
import { connect } from './bare-inserts.js';

const PAGE = 5_000;
export const PAGED_READ_NOTE = `the same rows by pg, ${PAGE} at a time, and nothing done with them`;

export interface BenchLedger {
  readonly userId: string;
  readonly events: number;
}

/** The yardstick of all that reads a ledger: its rows by pg, page by page, and nothing done with them. */
export async function createPagedRead(
  url: string,
  ledger: BenchLedger,
): Promise<{ note: string; read: () => Promise<void>; close: () => Promise<void> }> {
  const client = await connect(url);
  return { note: PAGED_READ_NOTE, read: () => readPages(client, ledger), close: () => client.end() };
}

export async function readPages(client: pg.Client, { userId, events }: BenchLedger): Promise<void> {
  for (let after = 0; after < events; after += PAGE)
    await client.query('SELECT * FROM event WHERE user_id = $1 AND version > $2 AND version <= $3 ORDER BY version', [
      userId,
      after,
      after + PAGE,
    ]);
}
