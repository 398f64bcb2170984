import type { Pace } from '../connector.js';

/** Keeps the requests of one member to a broker within its pace, so that a 429 is rare. */
export class Pacer {
  /** When the last requests were let go, oldest first. */
  private readonly sent: number[] = [];

  constructor(
    private readonly pace: Pace,
    private readonly now: () => number,
  ) {}

  /** How many milliseconds the next request has to wait. It is taken as sent then. */
  delay(): number {
    const { requests, seconds } = this.pace;
    const now = this.now();
    const before = this.sent.at(-requests);
    const at = before === undefined ? now : Math.max(now, before + seconds * 1_000);
    this.sent.push(at);
    if (this.sent.length > requests) this.sent.shift();
    return at - now;
  }
}
