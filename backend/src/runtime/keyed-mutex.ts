import { setTimeout } from 'node:timers/promises';
import { timeLeft } from './request-context.js';

/** What the member asked for before took so long that this was not begun. */
export class StillBusy extends Error {}

/** Lets the work of each member be done one after the other, and that of different members side by side. */
export class KeyedMutex {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Throws `StillBusy` where the request that asks has no time left before it is its turn; then nothing is done. */
  async take<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
    const end = await this.begin(userId);
    try {
      return await work();
    } finally {
      end();
    }
  }

  /** Waits as `take` does, and gives what ends the turn, which may be called more than once. */
  async begin(userId: string): Promise<() => void> {
    const before = this.last.get(userId);
    const { promise: ended, resolve } = Promise.withResolvers<null>();
    const end = () => resolve(null);
    // Who gives up waiting ends their turn before it has come: those behind still wait for those in front.
    const over = before ? before.then(() => ended) : ended;
    this.last.set(userId, over);
    void over.then(() => {
      if (this.last.get(userId) === over) this.last.delete(userId);
    });
    try {
      if (before) await inTime(before);
      return end;
    } catch (error) {
      end();
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
