import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Config } from '../src/config.js';
import { migrate } from '../src/database/migrate.js';
import { holdToClusterRules } from './held-statements.js';

export interface TestDatabase {
  readonly config: Config['database'];
  /** For a look from outside: no row level security holds a superuser. */
  readonly superuserUrl: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'singularity_template';
/** Sorts texts by their language and passes over punctuation, unlike our code: whatever relies on the database's own order is seen. */
const SORTED_BY_LANGUAGE = `TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'`;
/** Makes the workers take turns, so that one of them migrates and none copies a template in use. */
const TEMPLATE_LOCK = 7_426_002;

/** A migrated, empty database of its own for one test file, in the PostgreSQL of the test run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const owner = ownerUrl(name);
  const superuserUrl = addressOf(name, read('TEST_POSTGRES_SUPERUSER_URL'));
  await asSuperuser(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await ensureTemplate(client);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} OWNER singularity_owner`);
  });
  return {
    config: { url: owner, ownerUrl: owner, eraserUrl: owner, poolSize: 10 },
    superuserUrl,
    // PostgreSQL waits some seconds for connections that are saying goodbye. To force them out at once would have each
    // of them end with an error that nobody listens for any more.
    drop: () =>
      holdToClusterRules(superuserUrl).finally(() => asSuperuser((client) => client.query(`DROP DATABASE ${name}`))),
  };
}

/** Migrated under another name, so that a migration that fails leaves no half template. */
async function ensureTemplate(client: pg.Client): Promise<void> {
  const existing = await client.query('SELECT FROM pg_database WHERE datname = $1', [TEMPLATE]);
  if (existing.rowCount === 1) return;
  const unfinished = `${TEMPLATE}_new`;
  await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${unfinished} OWNER singularity_owner ${SORTED_BY_LANGUAGE}`);
  const owner = ownerUrl(unfinished);
  await migrate({ url: owner, ownerUrl: owner, eraserUrl: owner });
  await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${TEMPLATE}`);
}

async function asSuperuser(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: read('TEST_POSTGRES_SUPERUSER_URL') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function ownerUrl(database: string): string {
  return addressOf(database, read('TEST_POSTGRES_OWNER_URL'));
}

function addressOf(database: string, url: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}

function read(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the global setup of the tests has not run.`);
  return value;
}
