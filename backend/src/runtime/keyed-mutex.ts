import { setTimeout } from 'node:timers/promises';
import { timeLeft } from './request-context.js';

/** What the member asked for before took so long that this was not begun. */
export class StillBusy extends Error {}

/** Lets the work of each member be done one after the other, and that of different members side by side. */
export class KeyedMutex {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Throws `StillBusy` where the request that asks has no time left before the lock is free; then nothing is done. */
  async runExclusive<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
    const release = await this.acquire(userId);
    try {
      return await work();
    } finally {
      release();
    }
  }

  /** Whether somebody's work is being done or waited for. */
  isHeld(userId: string): boolean {
    return this.last.has(userId);
  }

  /** Waits as `runExclusive` does, and gives what releases the lock, which may be called more than once. */
  async acquire(userId: string): Promise<() => void> {
    const before = this.last.get(userId);
    const { promise: released, resolve } = Promise.withResolvers<null>();
    const release = () => resolve(null);
    // Who gives up waiting releases the lock before it is theirs: those behind still wait for those in front.
    const over = before ? before.then(() => released) : released;
    this.last.set(userId, over);
    void over.then(() => {
      if (this.last.get(userId) === over) this.last.delete(userId);
    });
    try {
      if (before) await inTime(before);
      return release;
    } catch (error) {
      release();
      throw error;
    }
  }
}

async function inTime(before: Promise<unknown>): Promise<void> {
  const ms = timeLeft();
  if (ms === Infinity) return void (await before);
  const waited = new AbortController();
  const late = setTimeout(Math.max(ms, 0), true, { signal: waited.signal }).catch(() => false);
  try {
    if (await Promise.race([before, late])) throw new StillBusy();
  } finally {
    waited.abort();
  }
}
