import { Injectable } from '@nestjs/common';
import { toInstant } from '@singularity/domain';
import type { Instant } from '@singularity/domain';

/** By how much two clocks may differ: no two agree to the second. */
const TOLERATED_MS = 2 * 60_000;

/** What the database's clock said, in milliseconds since 1970. */
export interface ClockReading {
  readonly databaseMs: number;
  /** When that was, by `performance.now()`, and by how much it may have been earlier or later. */
  readonly at: number;
  readonly uncertainMs: number;
}

/** This machine's clock and the database's differ, and nobody knows which of them is wrong: no time may be recorded. */
export class ClocksDiffer extends Error {
  constructor(aheadMs: number) {
    super(sayDifference(aheadMs));
  }
}

/**
 * The time, asked for in one place. It is this machine's as long as that agrees with the database's, which is read now
 * and then and counted on meanwhile by a clock that nobody can set. So a wrong clock is noticed before it is believed.
 */
@Injectable()
export class Clock {
  private reading: ClockReading | null = null;

  /** For decisions: by a wrong clock of this machine nothing is decided, but by the database's. */
  now(): Instant {
    return toInstant(new Date(this.aheadMs === 0 ? Date.now() : this.databaseMs()));
  }

  /** For what is recorded or signed. Throws `ClocksDiffer`. */
  toRecord(): Instant {
    const now = this.now();
    const { aheadMs } = this;
    if (aheadMs !== 0) throw new ClocksDiffer(aheadMs);
    return now;
  }

  /** How far this machine's clock is ahead of the database's, in milliseconds: below 0 behind, 0 while they agree. */
  get aheadMs(): number {
    if (!this.reading) return 0;
    const ahead = Date.now() - this.databaseMs();
    return Math.abs(ahead) - this.reading.uncertainMs > TOLERATED_MS ? ahead : 0;
  }

  /** Takes in what the database's clock has said. */
  hear(reading: ClockReading): void {
    this.reading = reading;
  }

  private databaseMs(): number {
    const { databaseMs, at } = this.reading ?? { databaseMs: Date.now(), at: performance.now() };
    return databaseMs + performance.now() - at;
  }
}

/** Whether a time that was recorded is further ahead of now than clocks may differ. */
export function isOfTheFuture(recorded: Instant, now: Instant): boolean {
  return Date.parse(recorded) - Date.parse(now) > TOLERATED_MS;
}

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

/** A sentence about clocks that differ by so much. */
export function sayDifference(aheadMs: number): string {
  const amount = Math.abs(aheadMs);
  const [unit, ms] = UNITS.find(([, ms]) => amount >= 2 * ms) ?? UNITS[2];
  return `The clock of the app's machine is ${Math.round(amount / ms)} ${unit} ${aheadMs > 0 ? 'ahead of' : 'behind'} the database's.`;
}
