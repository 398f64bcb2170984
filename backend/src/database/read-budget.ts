/** For how long a member may read at a stretch beside others, and how much of the time from then on; in milliseconds. */
const BUCKET = { size: 500, refillPerMs: 0.1 } as const;
const MOST_REST_MS = 1_000;
/** For so long after a read a member is there. */
const PRESENT_MS = 1_000;
/** Members who are remembered; the bucket of any other is full. */
const MOST_REMEMBERED = 1_000;

/** What a member may still read, as of a moment. */
interface Bucket {
  readonly left: number;
  readonly at: number;
}

/**
 * Says how long a member rests between reads: a token bucket of the time that their reads took. Whoever reads on and on
 * keeps this process and the database from others, even where a connection is free. Alone nobody rests, and what a page
 * reads is far less than a bucket.
 */
export class ReadBudget {
  /** In the order of the members' last reads. */
  private readonly buckets = new Map<string, Bucket>();
  /** Who read last, and when anybody else did. */
  private last = { userId: '', at: -Infinity };
  private beforeAt = -Infinity;

  /** After a read that took so long; `now` is of any clock. All in milliseconds. */
  restAfter(userId: string, tookMs: number, now: number): number {
    const { left, at } = this.buckets.get(userId) ?? { left: BUCKET.size, at: now };
    const after = Math.min(BUCKET.size, left + (now - at) * BUCKET.refillPerMs) - tookMs;
    const rest = this.isBesideOthers(userId, now) ? Math.max(0, -after / BUCKET.refillPerMs) : 0;
    this.remember(userId, { left: Math.max(after, -MOST_REST_MS * BUCKET.refillPerMs), at: now });
    return Math.min(rest, MOST_REST_MS);
  }

  private isBesideOthers(userId: string, now: number): boolean {
    if (this.last.userId !== userId) this.beforeAt = this.last.at;
    this.last = { userId, at: now };
    return now - this.beforeAt < PRESENT_MS;
  }

  private remember(userId: string, bucket: Bucket): void {
    this.buckets.delete(userId);
    this.buckets.set(userId, bucket);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > MOST_REMEMBERED && oldest !== undefined) this.buckets.delete(oldest);
  }
}
