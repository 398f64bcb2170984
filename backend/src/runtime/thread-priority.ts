import { setPriority } from 'node:os';

/** As `nice` counts: with it a thread gets about a tenth of what others get, where all of them want the processor. */
export const BEHIND_OTHERS = 10;

/**
 * Has the thread that calls this take the processor where nobody who is waited for wants it. Linux gives threads priorities of
 * their own; elsewhere one would be of the whole process, and nothing is done.
 */
export function goBehindOthers(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(BEHIND_OTHERS);
  } catch {
    // A sandbox may forbid it, and all goes on as well as without.
  }
}
