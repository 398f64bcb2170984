import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { freePort, isFree } from './free-port.js';
import { giveTo, prepareFolder } from './postgres-folder.js';
import type { PostgresFolder } from './postgres-folder.js';

export interface LocalPostgresOptions {
  /** Keeps the data from one start to the next; made when it is missing. */
  readonly dataDir: string;
  /** A free one when left out. */
  readonly port?: number;
  /** Server settings that a new cluster is made with. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Nobody needs the data after the run: it is made, and the server stopped, without waiting for the disk. */
  readonly throwaway?: boolean;
}

export interface LocalPostgres {
  readonly port: number;
  /** Where the data is, links resolved. */
  readonly folder: string;
  /** Address of the database `postgres`, for a superuser. */
  readonly superuserUrl: string;
  /** Address of the database `singularity`, for its owner: the app's DATABASE_URL. */
  readonly ownerUrl: string;
  /** Stops the server, unless another process has started it too and still uses it. */
  stop(): Promise<void>;
}

export const OWNER = 'singularity_owner';
const DATABASE = 'singularity';

/** The server listens on loopback alone and without a socket file, whose path could be too long. */
const SETTINGS = { listen_addresses: '127.0.0.1', unix_socket_directories: '' };
const INITDB = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
/** Held, shared, by every process that uses the server. */
const IN_USE = 7_426_001;

interface Passwords {
  readonly superuser: string;
  readonly owner: string;
}

/**
 * Starts a real PostgreSQL out of npm on the loopback address, or takes over the one that is running on this data. The
 * server has a session of its own: Ctrl-C does not reach it, so that whoever uses it can finish first.
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const place = await prepareFolder(options.dataDir);
  if (!existsSync(place.cluster)) await createCluster(place, options);
  const passwords = JSON.parse(await readFile(join(place.cluster, 'passwords.json'), 'utf8')) as Passwords;
  const superuserUrl = (port: number) => `postgres://postgres:${passwords.superuser}@127.0.0.1:${port}/postgres`;
  const port = (await findRunning(place, superuserUrl)) ?? (await launch(place, options.port));
  const client = await connect(superuserUrl(port));
  await client.query('SELECT pg_advisory_lock_shared($1)', [IN_USE]);
  await provision(client, passwords.owner);
  return {
    port,
    folder: place.folder,
    superuserUrl: superuserUrl(port),
    ownerUrl: `postgres://${OWNER}:${passwords.owner}@127.0.0.1:${port}/${DATABASE}`,
    async stop() {
      const last = await isLastUser(client);
      if (last) await control(place, ['stop', '-m', options.throwaway ? 'immediate' : 'fast', '-w']);
      await client.end().catch(() => undefined);
    },
  };
}

/** Made under another name and renamed, so that a start that was cut short leaves no half cluster. */
async function createCluster(place: PostgresFolder, { settings, throwaway }: LocalPostgresOptions): Promise<void> {
  const passwords: Passwords = { superuser: randomBytes(24).toString('hex'), owner: randomBytes(24).toString('hex') };
  const unfinished = `${place.cluster}.new`;
  const passwordFile = join(place.folder, 'initdb-password');
  await rm(unfinished, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, passwords.superuser, { mode: 0o600 });
  giveTo(place.account, passwordFile);
  const set = Object.entries({ ...SETTINGS, ...settings }).map(([name, value]) => `--set=${name}=${value}`);
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const sync = throwaway ? ['--no-sync'] : [];
  await runAs(place, 'initdb', [`--pgdata=${unfinished}`, ...access, ...INITDB, ...sync, ...set]);
  await rm(passwordFile);
  await writeFile(join(unfinished, 'passwords.json'), JSON.stringify(passwords), { mode: 0o600 });
  giveTo(place.account, join(unfinished, 'passwords.json'));
  await rename(unfinished, place.cluster);
}

/** The port of a server that already runs on this data, for one outlives a Node process that was killed. */
async function findRunning(place: PostgresFolder, url: (port: number) => string): Promise<number | null> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await setTimeout(100)) {
    const server = await readPidFile(place.cluster);
    // What is left of a dead server is for PostgreSQL to clear: it also looks for survivors.
    if (!server || !isAlive(server.pid)) return null;
    if (server.status !== 'ready') continue;
    const answer = await ask(url(server.port), place.cluster);
    if (answer === 'ours') return server.port;
    if (answer === 'unclear') continue;
    await disownPidFile(place.cluster);
    return null;
  }
  throw new Error(`PostgreSQL on ${place.cluster} has been starting or stopping for too long.`);
}

async function readPidFile(cluster: string): Promise<{ pid: number; port: number; status: string } | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  const lines = text?.split('\n') ?? [];
  return text === null ? null : { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
}

/**
 * The server is gone, but something else has its process id (or nobody has buried it), and PostgreSQL would take that
 * for a running server. It passes over the id of whoever starts it, and still looks for survivors by the rest of the file.
 */
async function disownPidFile(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(process.pid)));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ask(url: string, cluster: string): Promise<'ours' | 'none of ours' | 'unclear'> {
  try {
    const client = await connect(url);
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    await client.end();
    return rows[0]?.data_directory === cluster ? 'ours' : 'none of ours';
  } catch (error) {
    const refused = ['ECONNREFUSED', '28P01', '28000'].includes((error as { code?: string }).code ?? '');
    return refused ? 'none of ours' : 'unclear';
  }
}

async function launch(place: PostgresFolder, wanted?: number): Promise<number> {
  if (wanted !== undefined && !(await isFree(wanted))) throw new Error(`Port ${wanted} for PostgreSQL is in use.`);
  // The port may be taken between the look and the start, and processes of a killed server take a moment to end.
  for (let tries = 1; ; tries++) {
    const port = wanted ?? (await freePort());
    try {
      await control(place, ['start', '-w', '-o', `-p ${port}`, '-l', join(place.folder, 'server.log')]);
      return port;
    } catch (error) {
      if (tries === 5) throw await withLog(error, place);
      await setTimeout(500);
    }
  }
}

async function withLog(error: unknown, place: PostgresFolder): Promise<Error> {
  const log = await readFile(join(place.folder, 'server.log'), 'utf8').catch(() => '');
  return new Error(`PostgreSQL did not start. Its last words:\n${log.slice(-1500)}`, { cause: error });
}

async function provision(client: pg.Client, password: string): Promise<void> {
  const role = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [OWNER]);
  if (role.rowCount === 0) await client.query(`CREATE ROLE ${OWNER} LOGIN CREATEROLE PASSWORD '${password}'`);
  const database = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (database.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
}

async function isLastUser(client: pg.Client): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [IN_USE]);
    const { rows } = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [IN_USE]);
    return rows[0]?.last ?? false;
  } catch {
    return false; // The connection is lost, and with it the server.
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  // A server that goes away is found out by the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

function control(place: PostgresFolder, args: readonly string[]): Promise<void> {
  return runAs(place, 'pg_ctl', ['-D', place.cluster, ...args]);
}

async function runAs(place: PostgresFolder, program: string, args: readonly string[]): Promise<void> {
  // A locale or a PG… variable of the shell must not reach the server.
  const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C' };
  const child = spawn(join(place.native, 'bin', program), args, {
    ...place.account,
    cwd: place.folder,
    env,
    // Out of our process group, so that Ctrl-C does not cut it short.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(`${program} failed. ${said}`);
}
