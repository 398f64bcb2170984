import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Environment } from './config.js';
import { RUNTIME_OPTIONS } from './database/connections.js';
import { examineRoom } from './doctor/database-examination.js';
import { examine as examineEnvironment, textOf } from './doctor/examine.js';
import { startTransactionPooler } from '../testing/transaction-pooler.js';
import { PUBLIC_URL, startTestWorld } from '../testing/test-world.js';
import type { TestWorld } from '../testing/test-world.js';
import { withoutOptions } from '@singularity/harness/resilience/startup-packet.js';
import { startTcpProxy } from '@singularity/harness/resilience/tcp-proxy.js';

const PROGRAM = join(import.meta.dirname, '../dist/doctor-cli.js');
const BOT = 'the-token.of-the.bot';

let world: TestWorld;
beforeAll(async () => (world = await startTestWorld({ DISCORD_BOT_TOKEN: BOT })));
afterAll(() => world.close());
afterEach(() => world.discord.fail('none'));

interface Examined {
  readonly code: number;
  readonly text: string;
}

function environment(change: Environment): Environment {
  const { database, discord, sessionSecret } = world.config;
  return {
    PATH: process.env['PATH'],
    PUBLIC_URL,
    DATABASE_URL: database.url,
    SESSION_SECRET: sessionSecret,
    DISCORD_BASE_URL: discord.baseUrl,
    DISCORD_CLIENT_ID: discord.clientId,
    DISCORD_CLIENT_SECRET: discord.clientSecret,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_ROLE_ID: discord.roleId,
    DISCORD_BOT_TOKEN: BOT,
    ...change,
  };
}

function withoutSecrets(text: string): string {
  const { database, discord, sessionSecret } = world.config;
  const { password } = new URL(database.url);
  for (const secret of [sessionSecret, discord.clientSecret, BOT, password]) expect(text).not.toContain(secret);
  return text;
}

/** As an operator runs it, in a process of its own; `preload` is a module that runs before the doctor does. */
function run(change: Environment = {}, preload = 'data:text/javascript,'): Promise<Examined> {
  return new Promise((resolve) =>
    execFile(process.execPath, ['--import', preload, PROGRAM], { env: environment(change) }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: withoutSecrets(stdout + stderr) }),
    ),
  );
}

/** The same in this process: to begin one for each fault would be most of the work. */
async function examine(change: Environment = {}): Promise<Pick<Examined, 'text'>> {
  return { text: withoutSecrets(textOf(await examineEnvironment(environment(change)))) };
}

const faults = ({ text }: Pick<Examined, 'text'>) => text.split('\n').filter((line) => line.startsWith('✗'));

it('finds one fault of the tests’ world, which may forget, and all else well', async () => {
  const examined = await run();
  expect(faults(examined)).toEqual([
    '✗ It may lose what it has confirmed: fsync, full_page_writes, synchronous_commit off.',
  ]);
  expect(examined.code).toBe(1);
  expect(examined.text.split('\n').filter((line) => line.startsWith('✓'))).toHaveLength(16);
});

it('names indexes that an update of the database’s machine may break', async () => {
  await world.sql('CREATE INDEX by_name ON account (user_id, (lower(name) COLLATE "en-US-x-icu"))');
  const { text } = await examine();
  expect(text).toContain("? Indexes sort texts by the locale of the database's machine: by_name.");
  await world.sql('DROP INDEX by_name');
});

it.each([
  ['the client secret', { DISCORD_CLIENT_SECRET: 'another' }, 'Discord does not accept DISCORD_CLIENT_ID and'],
  ['the bot', { DISCORD_BOT_TOKEN: 'another' }, 'Discord does not accept DISCORD_BOT_TOKEN'],
  ['the redirect', { PUBLIC_URL: 'http://elsewhere.test' }, 'http://elsewhere.test/api/auth/discord/callback is none'],
  ['the server', { DISCORD_GUILD_ID: '1180451290417200009' }, 'The bot does not see the server'],
  ['the role', { DISCORD_ROLE_ID: '1180451290417200009' }, 'The server has no role DISCORD_ROLE_ID'],
  ['the database', { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:9/none' }, 'does not let us in (ECONNREFUSED)'],
  ['the configuration', { SESSION_SECRET: 'short', DISCORD_ROLE_ID: '' }, 'DISCORD_ROLE_ID is missing'],
])('names what is wrong with %s', async (_case, change, fault) => {
  expect(faults(await examine(change)).join('\n')).toContain(fault);
});

it('says so where the password is wrong, and no more of it', async () => {
  await world.sql(`CREATE ROLE login_of_doctor LOGIN PASSWORD 'word'`);
  const url = Object.assign(new URL(world.config.database.url), { username: 'login_of_doctor', password: 'mistyped' });
  const { text } = await examine({ DATABASE_URL: url.href });
  expect(text).toMatch(
    /^✗ The database does not let us in \(28P01\)\.\n +The password in DATABASE_URL is not that of the login/m,
  );
  expect(text).not.toContain('mistyped');
  await world.sql('DROP ROLE login_of_doctor');
});

it('sees a PostgreSQL that is too old', async () => {
  const [database] = await world.sql<{ name: string }>('SELECT quote_ident(current_database()) AS name');
  await world.sql(`
    CREATE SCHEMA older;
    CREATE FUNCTION older.current_setting(name text) RETURNS text LANGUAGE sql STABLE AS
      $$ SELECT CASE name WHEN 'server_version_num' THEN '150012' ELSE pg_catalog.current_setting(name) END $$;
    GRANT USAGE ON SCHEMA older TO PUBLIC;
    ALTER DATABASE ${database!.name} SET search_path = older, pg_catalog, public`);
  expect((await examine()).text).toContain('✗ It is PostgreSQL 15.\n    The app needs 16 or newer.');
  await world.sql(`ALTER DATABASE ${database!.name} RESET search_path; DROP SCHEMA older CASCADE`);
});

it('sees a disk that takes no more', async () => {
  const asked: string[] = [];
  const query = (text: string) => {
    asked.push(text);
    return text.startsWith('SELECT')
      ? Promise.reject(Object.assign(new Error(), { code: '53100' }))
      : Promise.resolve();
  };
  expect(await examineRoom({ query } as unknown as Parameters<typeof examineRoom>[0])).toMatchObject({
    state: 'wrong',
    what: 'Its disk is full. Reads go on, changes do not.',
  });
  expect(asked.at(-1)).toBe('ROLLBACK');
});

it.each([
  ['ahead of', '+'],
  ['behind', '-'],
])('sees a clock that is 400 days %s the database’s', async (where, sign) => {
  const moved = `data:text/javascript,const now=Date.now;Date.now=()=>now()${sign}34560000000`;
  expect(faults(await run({}, moved)).join('\n')).toContain(
    `The clock of the app's machine is 400 days ${where} the database's.`,
  );
});

it('sees ledgers that end in the future', async () => {
  const [user] = await world.sql<{ id: string }>(
    `INSERT INTO identity (discord_id, user_id, created_at) VALUES ('1180451290417300009', gen_random_uuid(), now()) RETURNING user_id AS id`,
  );
  await world.sql(
    `INSERT INTO app_user (user_id, discord_id, username, avatar, created_at, updated_at)
     VALUES ($1, '1180451290417300009', 'name', '', now(), now())`,
    [user!.id],
  );
  await world.sql(
    `INSERT INTO user_head (user_id, version, hash, recorded_at, projected_version, projection_version)
     VALUES ($1, 0, '', now() + interval '400 days', 0, 1)`,
    [user!.id],
  );
  expect(faults(await examine()).join('\n')).toContain('Ledgers that end in the future: 1.');
  await world.sql('DELETE FROM app_user');
  await world.sql('DELETE FROM identity');
});

it('sees a database that takes no changes', async () => {
  const [database] = await world.sql<{ name: string }>('SELECT current_database() AS name');
  await world.sql(`ALTER DATABASE ${database!.name} SET default_transaction_read_only = on`);
  expect(faults(await examine())).toContain('✗ It takes no changes: default_transaction_read_only is on.');
  await world.sql(`BEGIN READ WRITE; ALTER DATABASE ${database!.name} RESET default_transaction_read_only; COMMIT`);
});

it('sees something on the way that drops the startup options', async () => {
  const closing: (() => Promise<unknown>)[] = [];
  const address = new URL(world.config.database.url);
  const defer = (close: () => Promise<unknown>) => void closing.push(close);
  const { port } = await startTcpProxy({ defer }, Number(address.port), withoutOptions);
  const url = Object.assign(address, { port: String(port) }).href;
  expect(faults(await examine({ DATABASE_URL: url })).join('\n')).toContain(
    'The app came to the database as singularity_owner and not as singularity_app',
  );
  for (const close of closing) await close();
});

it.each([
  ['shares connections by transaction', { takesOptions: true }, '✗ A pooler in transaction mode stands before'],
  ['refuses the startup options', { takesOptions: false }, 'Connect to PostgreSQL itself: a pooler on the way refuses'],
])('sees a pooler that %s', async (_case, options, said) => {
  const { url } = world.config.database;
  const pooler = await startTransactionPooler({ connectionString: url, options: RUNTIME_OPTIONS }, options);
  const pooled = Object.assign(new URL(url), { port: String(pooler.port) }).href;
  expect((await examine({ DATABASE_URL: pooled })).text).toContain(said);
  await pooler.close();
});

it('sees that the login which serves could erase, though another is there for that', async () => {
  const { url } = world.config.database;
  await world.sql(`CREATE ROLE erasing_of_doctor LOGIN NOINHERIT PASSWORD 'word'`);
  const eraser = Object.assign(new URL(url), { username: 'erasing_of_doctor', password: 'word' }).href;
  expect(faults(await examine({ DATABASE_ERASER_URL: eraser }))).toEqual(
    expect.arrayContaining([
      '✗ The login that erases members cannot take on the role singularity_eraser (42501).',
      expect.stringContaining('The login of DATABASE_URL can take on the role singularity_eraser, though'),
    ]),
  );
  await world.sql('DROP ROLE erasing_of_doctor');
});

describe('where the address of members begins with https', () => {
  const answering = async (location: string) => {
    const server = createServer((_request, response) => response.writeHead(302, { Location: location }).end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    // Certificates are none of this: the doctor is sent where the app is, by plain http.
    const http = `data:text/javascript,const f=fetch;globalThis.fetch=(u,o)=>f(String(u).replace('https://singularity.test','http://127.0.0.1:${port}'),o)`;
    const { text } = await run({ PUBLIC_URL: 'https://singularity.test' }, http);
    server.close();
    return text;
  };

  it('sees a proxy that does not say so to the app', async () => {
    expect(await answering('/login?error=not_https')).toContain('✗ Nobody can sign in at https://singularity.test');
  });

  it('sees one that does', async () => {
    expect(await answering('https://discord.com/oauth2/authorize?x')).toContain(
      '✓ A sign-in at https://singularity.test',
    );
  });

  it('says that it could not look where nothing answers', async () => {
    expect((await examine({ PUBLIC_URL: 'https://127.0.0.1:9' })).text).toContain(
      '? https://127.0.0.1:9 did not answer',
    );
  });
});

it('leaves to a person what only a bot could ask', async () => {
  const { text } = await examine({ DISCORD_BOT_TOKEN: '' });
  expect(text.split('\n').filter((line) => line.startsWith('?'))).toHaveLength(2);
  expect(text).toContain(`${PUBLIC_URL}/api/auth/discord/callback must be one of them`);
});

it('sees a table without its wall, and migrations that have not run', async () => {
  await world.sql('ALTER TABLE settings NO FORCE ROW LEVEL SECURITY');
  await world.sql(`DELETE FROM migration WHERE name = 'RoleAnswers1763900000060'`);
  expect(faults(await examine())).toEqual(
    expect.arrayContaining(['✗ Migrations are pending.', '✗ Row level security is missing before settings.']),
  );
});
