import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { startLocalPostgres } from './local-postgres.js';
import type { LocalPostgres } from './local-postgres.js';
import { scratchFolder } from './scratch-folder.js';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function serverProcess(postgres: LocalPostgres): Promise<number> {
  return Number((await readFile(join(postgres.folder, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0]);
}

describe('the local PostgreSQL', () => {
  let home: string;
  let dataDir: string;
  let started: LocalPostgres[];

  const start = async (port?: number): Promise<LocalPostgres> => {
    const postgres = await startLocalPostgres({ dataDir, port, settings: { fsync: 'off' } });
    started.push(postgres);
    return postgres;
  };

  beforeEach(async () => {
    home = await mkdtemp(join(scratchFolder(), 'singularity-local-'));
    await chmod(home, 0o755);
    dataDir = join(home, 'postgres');
    started = [];
  });

  afterEach(async () => {
    for (const postgres of started) await postgres.stop();
    for (const folder of [...started.map((postgres) => postgres.folder), home])
      await rm(folder, { recursive: true, force: true });
  });

  it('is the PostgreSQL that we mean, and listens on loopback alone', async () => {
    const { superuserUrl } = await start();
    const sql = `SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('server_encoding') AS encoding,
      current_setting('listen_addresses') AS addresses, datlocprovider AS provider, datlocale AS locale
      FROM pg_database WHERE datname = current_database()`;
    expect(await query(superuserUrl, sql)).toEqual([
      { major: 18, encoding: 'UTF8', addresses: '127.0.0.1', provider: 'b', locale: 'C.UTF-8' },
    ]);
  });

  it('gives the app an owner that is no superuser, asks for its password and keeps it private', async () => {
    const { ownerUrl, folder } = await start();
    const sql = `SELECT current_user AS name, current_database() AS database, rolsuper, rolbypassrls, rolcreaterole
      FROM pg_roles WHERE rolname = current_user`;
    expect(await query(ownerUrl, sql)).toEqual([
      { name: 'singularity_owner', database: 'singularity', rolsuper: false, rolbypassrls: false, rolcreaterole: true },
    ]);
    const guessed = Object.assign(new URL(ownerUrl), { password: 'guessed' }).href;
    await expect(query(guessed, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(folder, 'cluster/passwords.json'))).mode & 0o777).toBe(0o600);
  });

  it('keeps the data from one start to the next', async () => {
    const first = await start();
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await expect(query(first.ownerUrl, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const second = await start();
    expect(await query(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('takes over a server that is still running, and stops it with its last user', async () => {
    const first = await start();
    const second = await start();
    expect(second.port).toBe(first.port);
    await first.stop();
    expect(await query(second.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(existsSync(join(second.folder, 'cluster/postmaster.pid'))).toBe(false);
  });

  it('starts after the server was killed', async () => {
    const first = await start();
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(await serverProcess(first), 'SIGKILL');
    const second = await start();
    expect(await query(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('says which port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(start(port)).rejects.toThrow(`Port ${port} for PostgreSQL is in use.`);
    server.close();
  });

  it('starts in a private folder, where an unprivileged server could not reach its data', async () => {
    await chmod(home, 0o700);
    const first = await start();
    // To root alone the folder is closed for its own server, which then has one where nothing is cleared away by age.
    const asRoot = process.getuid?.() === 0;
    expect(first.folder).toMatch(asRoot ? /^\/var\/lib\/singularity-/ : new RegExp(`^${home}`));
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(second.folder).toBe(first.folder);
    expect(await query(second.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });
});
