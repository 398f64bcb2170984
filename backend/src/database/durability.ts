import pg from 'pg';
import type { Config } from '../config.js';

/** Settings without which a commit may be lost, or a page torn, in a crash: as the running app would have them. */
const DURABLE = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** The server cannot be trusted with what members record. */
export class NotDurableError extends Error {
  constructor(settings: readonly string[]) {
    super(
      `The database would lose what it has confirmed: ${settings.join(', ')} must not be off. ` +
        'See ALTER SYSTEM, ALTER DATABASE and ALTER ROLE, and postgresql.conf.',
    );
  }
}

/** The names of those settings that are off. */
export async function settingsThatLose(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name WHERE current_setting(name) = 'off'`,
    [DURABLE],
  );
  return rows.map(({ name }) => name);
}

/** Throws `NotDurableError` where something that members record could be lost after it was confirmed. */
export async function requireDurability({ url }: Pick<Config['database'], 'url'>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const off = await settingsThatLose(client);
    if (off.length > 0) throw new NotDurableError(off);
  } finally {
    await client.end();
  }
}
