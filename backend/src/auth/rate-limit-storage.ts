import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { ThrottlerStorageService } from '@nestjs/throttler';
import { loggable } from '../runtime/loggable.js';

type Counted = Parameters<ThrottlerStorageService['increment']>;
type Count = Awaited<ReturnType<ThrottlerStorageService['increment']>>;

/** Of pg's pool, what is asked of it. */
interface Pool {
  query(asked: string | (typeof COUNT & { values: unknown[] })): Promise<{ readonly rows: readonly unknown[] }>;
}

interface Row {
  readonly hits: number;
  readonly seconds: number;
}

const PRUNE_MS = 5 * 60_000;
/** For so long a database that took no count is not asked again. */
const REST_MS = 5_000;

/**
 * A minute that would end long after one that begins now was begun by a clock that was ahead, and is over. One that ends a
 * little later was begun by a statement that came after this one, and was faster.
 */
const IS_UNDER_WAY = `counted.ends_at > now() AND counted.ends_at < excluded.ends_at + $2 * interval '1 millisecond'`;
/** Under a name, so that each connection plans it once: every write of a member waits for it. */
const COUNT = {
  name: 'rate count',
  text: `
    INSERT INTO rate_count AS counted (counted_as, hits, ends_at) VALUES ($1, 1, now() + $2 * interval '1 millisecond')
    ON CONFLICT (counted_as) DO UPDATE SET
      hits = CASE WHEN ${IS_UNDER_WAY} THEN counted.hits + 1 ELSE 1 END,
      ends_at = CASE WHEN ${IS_UNDER_WAY} THEN counted.ends_at ELSE excluded.ends_at END
    RETURNING hits, extract(epoch FROM ends_at - now())::float8 AS seconds`,
};

/**
 * The counts of the minute under way, of all processes together and by the database's clock. While it takes none, each
 * process counts for itself.
 */
export class RateLimitStorage extends ThrottlerStorageService {
  private readonly logger = new Logger(RateLimitStorage.name);
  private readonly pruning = setInterval(() => void this.prune(), PRUNE_MS).unref();
  /** When those who are beyond their limit may go on, by `performance.now()`: to refuse them costs no trip. */
  private readonly refused = new Map<string, number>();
  private restsUntil = -Infinity;
  private last = -Infinity;

  constructor(private readonly pool: Pool) {
    super();
  }

  override async increment(...counted: Counted): Promise<Count> {
    const [key, , limit] = counted;
    const now = performance.now();
    const wait = ((this.refused.get(key) ?? 0) - now) / 1_000;
    if (wait > 0) return countOf(limit + 1, wait, limit);
    if (now < this.restsUntil) return this.countHere(...counted);
    try {
      return await this.countTogether(key, counted);
    } catch (error) {
      this.restsUntil = performance.now() + REST_MS;
      this.logger.warn(`This process counts requests for itself for now: ${loggable(error)}`);
      return this.countHere(...counted);
    }
  }

  override onApplicationShutdown(): void {
    clearInterval(this.pruning);
    super.onApplicationShutdown();
  }

  private async countTogether(key: string, [, ttl, limit]: Counted): Promise<Count> {
    const { rows } = await this.pool.query({ ...COUNT, values: [digestOf(key), ttl] });
    const [{ hits, seconds }] = rows as readonly [Row];
    const count = countOf(hits, seconds, limit);
    if (count.isBlocked) this.refuse(key, seconds);
    return count;
  }

  /** By this machine's clock. Where that is set back they are forgotten: they would count for as long as it was ahead. */
  private countHere(...counted: Counted): Promise<Count> {
    const now = Date.now();
    if (now < this.last) super.onApplicationShutdown();
    this.last = now;
    return super.increment(...counted);
  }

  private refuse(key: string, seconds: number): void {
    const now = performance.now();
    for (const [other, until] of this.refused) if (until <= now) this.refused.delete(other);
    this.refused.set(key, now + seconds * 1_000);
  }

  private async prune(): Promise<void> {
    await this.pool
      .query('DELETE FROM rate_count WHERE ends_at < now()')
      .catch((error: unknown) => this.logger.warn(`Old counts were not removed: ${loggable(error)}`));
  }
}

function countOf(totalHits: number, seconds: number, limit: number): Count {
  const wait = Math.max(1, Math.ceil(seconds));
  return { totalHits, timeToExpire: wait, isBlocked: totalHits > limit, timeToBlockExpire: wait };
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
