import pg from 'pg';
import type { Config } from '../config.js';
import { StartError } from '../runtime/start-error.js';
import { codeOf, DatabaseStartError } from './database-start-error.js';

/** Settings without which a commit may be lost, or a page torn, in a crash: as the running app would have them. */
const DURABLE = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** The server cannot be trusted with what members record. */
export class NotDurableError extends StartError {
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

/** What to do about the usual reasons, by their SQLSTATE or the code of the system. */
const REMEDIES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there. Start the server, or mend the host and port in DATABASE_URL.',
  ENOTFOUND: 'No machine has that name. Mend the host in DATABASE_URL.',
  '28P01':
    'The password in DATABASE_URL is not that of the login. A database that was made with another one keeps it: set the same ' +
    'with ALTER ROLE … PASSWORD.',
  '28000': 'The server does not take this login from here: see its pg_hba.conf.',
  '3D000': 'The server has no database of that name. Make it, or mend the end of DATABASE_URL.',
  '53100': 'The disk of the database is full. Free some room; what was confirmed is there.',
  '53300': 'It has no connection left. Raise its max_connections, or lower DATABASE_POOL_SIZE.',
  '57P03': 'It is starting, or recovering from a crash. Wait, and look at its log.',
};

/** A connection as the login itself. Throws `DatabaseStartError` where the database cannot be reached or refuses it. */
export async function firstConnection({ url }: Pick<Config['database'], 'url'>): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect().catch((error: unknown) => {
    const remedy = REMEDIES[codeOf(error)] ?? 'Look at DATABASE_URL, and whether the server runs.';
    throw new DatabaseStartError('The database does not let us in', remedy, error);
  });
  return client;
}

/** Throws `NotDurableError` where something that members record could be lost after it was confirmed. */
export async function requireDurability(database: Pick<Config['database'], 'url'>): Promise<void> {
  const client = await firstConnection(database);
  try {
    const off = await settingsThatLose(client);
    if (off.length > 0) throw new NotDurableError(off);
  } finally {
    await client.end();
  }
}
