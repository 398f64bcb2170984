import { Injectable } from '@nestjs/common';

/** For so long after a read a member is there; in milliseconds. */
const PRESENT_MS = 1_000;

/** Knows whether a member reads alone or beside others. */
@Injectable()
export class Presence {
  /** Who read last, and when anybody else did. */
  private last = { userId: '', at: -Infinity };
  private beforeAt = -Infinity;

  /** `now` in milliseconds, of any clock. */
  read(userId: string, now: number): void {
    if (this.last.userId !== userId) this.beforeAt = this.last.at;
    this.last = { userId, at: now };
  }

  isBesideOthers(userId: string, now: number): boolean {
    const othersAt = this.last.userId === userId ? this.beforeAt : this.last.at;
    return now - othersAt < PRESENT_MS;
  }
}
