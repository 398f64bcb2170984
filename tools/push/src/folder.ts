import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PushFault } from './push-fault.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the client keeps its files: `$XDG_CONFIG_HOME/singularity-push`, on Windows `%APPDATA%\singularity-push`. */
export function folderOf(env: Environment, platform: NodeJS.Platform): string {
  const base = platform === 'win32' ? env['APPDATA'] : env['XDG_CONFIG_HOME'];
  const usual = platform === 'win32' ? join(homedir(), 'AppData', 'Roaming') : join(homedir(), '.config');
  return join(base ? base : usual, 'singularity-push');
}

/** What a file says as JSON; null where there is none. Throws `PushFault` where it is damaged. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw new PushFault(`${path} cannot be read (${codeOf(error)}).`);
  });
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new PushFault(`${path} is damaged. Run “singularity-push setup” again.`);
  }
}

/** Writes a file that only its owner may read: as a whole, or not at all. */
export async function writeJson(folder: string, name: string, value: unknown): Promise<void> {
  const [path, draft] = [join(folder, name), join(folder, `${name}.${process.pid}`)];
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rm(draft, { force: true });
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(value, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new PushFault(`${path} cannot be written (${codeOf(error)}).`);
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
