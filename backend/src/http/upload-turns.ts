import { FairQueue, QueueFull } from '../runtime/fair-queue.js';
import type { FairQueueLimits } from '../runtime/fair-queue.js';
import { renewTime } from '../runtime/request-context.js';
import { unavailable } from './problem.js';

/** For how long one waits, in milliseconds. */
const PATIENCE_MS = 60_000;
/** What somebody is told for whom there was no room, and after how many seconds to come again. */
const LATE = ['Too many uploads at once. Try again in a moment.', 10] as const;

/** Lets so many uploads be in memory, or on disk, at a time: those that wait are not received yet. */
export class UploadTurns {
  private readonly queue: FairQueue;

  constructor(
    limits: FairQueueLimits,
    private readonly late: readonly [detail: string, retryAfter: number] = LATE,
  ) {
    this.queue = new FairQueue(limits);
  }

  /** Does the work in its turn. The time of the request begins anew with it; `gone` is aborted when nobody waits any longer. */
  async run<Result>(userId: string, work: () => Promise<Result>, gone?: AbortSignal): Promise<Result> {
    const late = () => unavailable(...this.late);
    const leave = await this.queue
      .enter(userId, { ms: PATIENCE_MS, late, ...(gone && { signal: gone }) })
      .catch((error: unknown) => {
        throw error instanceof QueueFull ? late() : error;
      });
    try {
      renewTime();
      return await work();
    } finally {
      leave();
    }
  }
}
