import { SyncFault } from '../sync-fault.js';

const MOST_FAILURES = 5;
const REST_MS = 60_000;

/**
 * Stands before every request to one broker, of all members: after failures in a row nothing is asked for a while, then one
 * request goes ahead.
 */
export class Breaker {
  private failures = 0;
  private restUntil = 0;

  constructor(private readonly now: () => number) {}

  /** Whether the broker has failed so often that it is left alone, until it answers again. */
  get isOpen(): boolean {
    return this.failures >= MOST_FAILURES;
  }

  /** Throws `SyncFault` while the broker is left alone. */
  admit(): void {
    const restMs = this.restUntil - this.now();
    if (restMs <= 0) return;
    const retryAfterSeconds = Math.ceil(restMs / 1_000);
    throw new SyncFault('away', 'The broker fails at the moment. We try again later.', { retryAfterSeconds });
  }

  failed(): void {
    this.failures += 1;
    // One more failure after a rest is enough.
    if (this.isOpen) this.restUntil = this.now() + REST_MS;
  }

  answered(): void {
    this.failures = 0;
    this.restUntil = 0;
  }
}
