import { readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
/** The databases of a whole test run take about one gigabyte. */
const ROOM = 4 * 2 ** 30;
/** The programs of PostgreSQL may be copied beside its data. */
const TAKES_PROGRAMS = /^\S+ \/dev\/shm tmpfs (?!\S*\bnoexec\b)/m;

/**
 * Where data goes that nobody needs after the run: into memory where Linux has enough of it, as a database is hundreds of
 * files, which take a disk's file system longer to make and delete than PostgreSQL to fill.
 */
export function scratchFolder(): string {
  return hasRoomInMemory() ? MEMORY : tmpdir();
}

function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM && TAKES_PROGRAMS.test(readFileSync('/proc/self/mounts', 'utf8'));
  } catch {
    return false; // There is no such place.
  }
}
