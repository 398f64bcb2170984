import type { Asking } from '../http/asking.js';

/** How many are taken into use at once: more than most runs need. */
const BLOCK = 1_000;
/** How often one request may be sent. */
const ATTEMPTS = 8;

/**
 * Numbers of which each is above all that the key was used with before. They begin with the time, in milliseconds, as other
 * programs do; the end of each block is kept before any of it is used, so that a clock that was set back does no harm.
 */
export class Nonces {
  private next = 0;
  private end = 0;

  constructor(private readonly asking: Asking) {}

  /** To be awaited before each request. */
  async ready(): Promise<void> {
    if (this.next + ATTEMPTS <= this.end) return;
    const kept = Number(this.asking.credentials['nonce'] ?? 0);
    this.next = Math.max(this.asking.now(), Number.isSafeInteger(kept) ? kept + 1 : 0);
    this.end = this.next + BLOCK;
    await this.asking.keep({ nonce: String(this.end) });
  }

  take(): string {
    const taken = String(this.next);
    this.next += 1;
    return taken;
  }
}
