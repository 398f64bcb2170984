import { FairQueue } from '../runtime/fair-queue.js';
import type { FairQueueLimits, Patience } from '../runtime/fair-queue.js';
import type { Presence } from './presence.js';
import { ReadBudget } from './read-budget.js';
import type { ReadLimits } from './read-budget.js';

/**
 * The reads of all members, by turns. A member rests between reads while others read as well and more reads of theirs wait:
 * so whoever asks for much at once slows others down little, and whoever reads one thing after the other never rests.
 */
export class ReadTurns {
  private readonly queue: FairQueue;
  private readonly budget: ReadBudget;

  constructor(
    limits: FairQueueLimits,
    budget: ReadLimits,
    private readonly presence: Presence,
  ) {
    this.queue = new FairQueue(limits);
    this.budget = new ReadBudget(budget);
  }

  /** Throws `QueueFull`, and as `patience` says. */
  async run<Result>(userId: string, read: () => Promise<Result>, patience?: Patience): Promise<Result> {
    const leave = await this.queue.enter(userId, patience);
    const begun = performance.now();
    this.presence.read(userId, begun);
    try {
      return await read();
    } finally {
      const now = performance.now();
      const rests = this.queue.isWaiting(userId) && this.presence.isBesideOthers(userId, now);
      leave(rests ? this.budget.restAfter(userId, now - begun, now) : 0);
    }
  }
}
