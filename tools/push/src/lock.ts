import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './folder.js';
import { PushFault } from './push-fault.js';

const TOUCHED_MS = 20_000;
/** A run that has not touched its lock for so long is gone, whatever process has its number now. */
const DEAD_MS = 120_000;

/** Keeps all other runs out until it is let go; null where another one is under way. Throws `PushFault`. */
export async function lock(folder: string): Promise<(() => Promise<void>) | null> {
  const path = join(folder, 'lock');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (!(await taken(path))) {
      if (await isAlive(path)) return null;
      // Whoever moves it away first may go on.
      await rename(path, `${path}.${process.pid}`).catch(() => undefined);
      await rm(`${path}.${process.pid}`, { force: true });
      if (!(await taken(path))) return null;
    }
  } catch (error) {
    throw new PushFault(`${path} cannot be written (${codeOf(error)}).`);
  }
  const touching = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), TOUCHED_MS);
  touching.unref();
  return async () => {
    clearInterval(touching);
    await rm(path, { force: true });
  };
}

async function taken(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isAlive(path: string): Promise<boolean> {
  try {
    const [holder, { mtimeMs }] = [Number(await readFile(path, 'utf8')), await stat(path)];
    if (Date.now() - mtimeMs > DEAD_MS) return false;
    // It may not have written its number yet.
    if (!Number.isInteger(holder) || holder <= 0) return true;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    // It is let go by now, or nobody has that number; somebody else's process is alive.
    return codeOf(error) === 'EPERM';
  }
}
