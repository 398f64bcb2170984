import { instant, later, millisOf } from './times.js';
import type { Instant } from './times.js';

/** The stand-in's clock: the machine's, until somebody sets it. Once set, it stands still and moves only when told. */
export class Clock {
  private fixedAt: Instant | null = null;
  private ahead = 0;

  now(): Instant {
    return this.fixedAt ?? instant(Date.now() + this.ahead);
  }

  millis(): number {
    return millisOf(this.now());
  }

  set(time: string | number): void {
    this.fixedAt = instant(time);
  }

  advance(millis: number): void {
    if (this.fixedAt === null) this.ahead += millis;
    else this.fixedAt = later(this.fixedAt, millis);
  }

  /** Lets the clock run with the machine's from what it shows now. */
  run(): void {
    this.ahead = this.millis() - Date.now();
    this.fixedAt = null;
  }
}
