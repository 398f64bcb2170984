/** How many milliseconds a member may read at a stretch, what part of the time from then on, and the longest rest. */
export interface ReadLimits {
  readonly size: number;
  readonly refillPerMs: number;
  readonly mostRestMs: number;
}

/** Members who are remembered; the bucket of any other is full. */
const MOST_REMEMBERED = 1_000;

/** What a member may still read, as of a moment. */
interface Bucket {
  readonly left: number;
  readonly at: number;
}

/**
 * Says how long a member who waits for more rests between reads beside others: a token bucket of the time that their reads
 * took. Whoever reads on and on keeps processors from others, even where a connection is free. What a page reads together is
 * less than a bucket.
 */
export class ReadBudget {
  /** In the order of the members' last reads. */
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly limits: ReadLimits) {}

  /** After a read that took so long; `now` is of any clock. All in milliseconds. */
  restAfter(userId: string, tookMs: number, now: number): number {
    const { size, refillPerMs, mostRestMs } = this.limits;
    const { left, at } = this.buckets.get(userId) ?? { left: size, at: now };
    const after = Math.min(size, left + (now - at) * refillPerMs) - tookMs;
    this.remember(userId, { left: Math.max(after, -mostRestMs * refillPerMs), at: now });
    return Math.min(Math.max(0, -after / refillPerMs), mostRestMs);
  }

  private remember(userId: string, bucket: Bucket): void {
    this.buckets.delete(userId);
    this.buckets.set(userId, bucket);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > MOST_REMEMBERED && oldest !== undefined) this.buckets.delete(oldest);
  }
}
