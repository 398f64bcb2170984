import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../runtime/clock.js';
import { discordBreakerOpen, discordCalls, discordSeconds } from '../../runtime/metrics.js';
import { traced } from '../../runtime/tracing.js';
import type { DiscordReply } from './discord-request.js';

/** Nothing was asked: Discord is to be left alone for so many seconds more. */
export class DiscordAtRest extends Error {
  constructor(readonly seconds: number) {
    super(`Discord is left alone for ${seconds} s.`);
  }
}

export interface Manner {
  /** Whether all requests share one rate limit, as those of the app and its bot do; members' tokens have one each. */
  readonly sharedLimit: boolean;
  /** How long a person who waits may be kept waiting until a short rest is over. */
  readonly patienceMs: number;
}

const MOST_FAILURES = 5;
const REST_SECONDS = 30;
const JITTER = 0.2;

/** So much more that those who wait for the same moment do not come all at once; never less. */
export function jittered(amount: number): number {
  return amount * (1 + Math.random() * JITTER);
}

/**
 * Stands before every request to Discord. After failures in a row, or when Discord says that it is asked too much,
 * nothing is asked for a while; then one request goes ahead, and the others follow if it is answered. Each process
 * finds out for itself. Clear lines instead of a library, because how long to rest is what Discord says.
 */
@Injectable()
export class CircuitBreaker {
  private readonly logger = new Logger(CircuitBreaker.name);
  private failures = 0;
  /** Milliseconds since 1970. */
  private restUntil = 0;
  private state: 'closed' | 'open' | 'probing' = 'closed';

  constructor(@Inject(Clock) private readonly clock: Pick<Clock, 'now'>) {}

  /** Rejects with `DiscordAtRest` where nothing was asked, and as the request does. */
  async ask(request: () => Promise<DiscordReply>, manner: Manner): Promise<DiscordReply> {
    try {
      const reply = await this.askThrough(() => measured(request), manner);
      discordCalls.inc({ outcome: outcomeOf(reply) });
      return reply;
    } catch (error) {
      discordCalls.inc({ outcome: error instanceof DiscordAtRest ? 'not-asked' : 'failed' });
      throw error;
    } finally {
      discordBreakerOpen.set(this.state === 'closed' ? 0 : 1);
    }
  }

  private async askThrough(
    request: () => Promise<DiscordReply>,
    { sharedLimit, patienceMs }: Manner,
  ): Promise<DiscordReply> {
    const waitMs = this.restUntil - this.now();
    if (waitMs > patienceMs) throw new DiscordAtRest(Math.ceil(waitMs / 1_000));
    if (waitMs > 0) await setTimeout(waitMs);
    if (this.state === 'probing') throw new DiscordAtRest(1);
    if (this.state === 'open') this.state = 'probing';
    const reply = await request().catch((error: unknown) => {
      this.failed();
      throw error;
    });
    this.learnFrom(reply, sharedLimit);
    return reply;
  }

  private learnFrom(reply: DiscordReply, sharedLimit: boolean): void {
    const { retryAfterSeconds, exhaustedSeconds } = reply;
    const outcome = outcomeOf(reply);
    if (outcome === 'limited' && (sharedLimit || !reply.ownLimit)) this.open(retryAfterSeconds ?? REST_SECONDS);
    else if (outcome !== 'answered') this.failed();
    else {
      this.failures = 0;
      this.state = 'closed';
      if (sharedLimit && exhaustedSeconds !== undefined) this.rest(exhaustedSeconds);
    }
  }

  private failed(): void {
    this.failures += 1;
    if (this.state === 'probing' || this.failures >= MOST_FAILURES) this.open(REST_SECONDS);
  }

  private open(seconds: number): void {
    if (this.state === 'closed') this.logger.warn('Discord fails or is asked too much: it is left alone for a while.');
    this.state = 'open';
    this.rest(seconds);
  }

  private rest(seconds: number): void {
    this.restUntil = Math.max(this.restUntil, this.now() + jittered(seconds * 1_000));
  }

  private now(): number {
    return Date.parse(this.clock.now());
  }
}

function outcomeOf({ status, body }: DiscordReply): 'answered' | 'limited' | 'failed' {
  if (status === 429) return 'limited';
  return status >= 500 || body === undefined ? 'failed' : 'answered';
}

function measured(request: () => Promise<DiscordReply>): Promise<DiscordReply> {
  const stop = discordSeconds.startTimer();
  return traced('Discord', request, { kind: 'client' }).finally(stop);
}
