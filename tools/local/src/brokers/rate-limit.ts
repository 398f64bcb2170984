/** Counts requests in a window that moves with the stand-in's clock. */
export class RateLimit {
  private readonly taken = new Map<string, number[]>();

  /** `now` in milliseconds. */
  constructor(
    readonly limit: number,
    readonly windowMillis: number,
    private readonly now: () => number,
  ) {}

  /** Takes one of the requests that `who` may make, if there is one left. */
  take(who: string): Allowance {
    const now = this.now();
    const recent = (this.taken.get(who) ?? []).filter((at) => at > now - this.windowMillis && at <= now);
    const allowed = recent.length < this.limit;
    if (allowed) recent.push(now);
    this.taken.set(who, recent);
    const resetAt = (recent[0] ?? now) + this.windowMillis;
    return { allowed, used: recent.length, available: this.limit - recent.length, resetAt };
  }
}

export interface Allowance {
  readonly allowed: boolean;
  readonly used: number;
  readonly available: number;
  /** When the next one comes free, in milliseconds since 1970. */
  readonly resetAt: number;
}
