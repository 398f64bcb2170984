import { connect } from './bare-inserts.js';

const PAGE = 5_000;

/** The yardstick of all that reads a ledger: its rows by pg, page by page, and nothing done with them. */
export async function createPagedRead(
  url: string,
  { userId, events }: { readonly userId: string; readonly events: number },
): Promise<{ note: string; read: () => Promise<void>; close: () => Promise<void> }> {
  const client = await connect(url);
  return {
    note: `the same rows by pg, ${PAGE} at a time, and nothing done with them`,
    async read() {
      for (let after = 0; after < events; after += PAGE)
        await client.query(
          'SELECT * FROM event WHERE user_id = $1 AND version > $2 AND version <= $3 ORDER BY version',
          [userId, after, after + PAGE],
        );
    },
    close: () => client.end(),
  };
}
