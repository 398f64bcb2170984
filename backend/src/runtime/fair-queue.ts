/** How much may run side by side, and run and wait together: in all, and for one key, such as a member. */
export interface FairQueueLimits {
  readonly running: number;
  readonly runningOfOne: number;
  readonly most: number;
  readonly mostOfOne: number;
}

/** There are so many waiting already that one more would only wait. */
export class QueueFull extends Error {
  constructor() {
    super('Too many are waiting.');
  }
}

/** For how long somebody waits. */
export interface Patience {
  /** In milliseconds; Infinity for as long as it takes. */
  readonly ms: number;
  /** What is thrown once that is over. */
  readonly late: () => Error;
  /** Aborted where nobody waits any longer. */
  readonly signal?: AbortSignal;
}

interface Waiter {
  readonly begin: () => void;
}

/**
 * Lets so much work run side by side. What waits is taken up by turns of its keys, and for one key in order: so nobody
 * waits longer because somebody else has asked for much.
 */
export class FairQueue {
  private readonly running = new Map<string, number>();
  /** In the order of turns: whose turn it was goes to the end. */
  private readonly queues = new Map<string, Waiter[]>();
  private runningInAll = 0;
  private waitingInAll = 0;

  constructor(private readonly limits: FairQueueLimits) {}

  get standing(): { readonly running: number; readonly waiting: number } {
    return { running: this.runningInAll, waiting: this.waitingInAll };
  }

  isWaiting(key: string): boolean {
    return this.queues.has(key);
  }

  /**
   * Waits for a slot, and gives what leaves it, which may be called more than once: at once for others, for the same key
   * after a rest in milliseconds. Throws `QueueFull`.
   */
  async enter(key: string, patience?: Patience): Promise<(restMs?: number) => void> {
    if (this.hasRoomFor(key)) this.begin(key);
    else await this.wait(key, patience);
    let left = false;
    return (restMs = 0) => {
      if (left) return;
      left = true;
      this.leave(key, restMs);
    };
  }

  private hasRoomFor(key: string): boolean {
    const { running, runningOfOne } = this.limits;
    return this.runningInAll < running && (this.running.get(key) ?? 0) < runningOfOne;
  }

  private begin(key: string): void {
    this.runningInAll++;
    this.running.set(key, (this.running.get(key) ?? 0) + 1);
  }

  private wait(key: string, { ms = Infinity, late, signal }: Partial<Patience> = {}): Promise<void> {
    const queue = this.queues.get(key) ?? [];
    const ofOne = queue.length + (this.running.get(key) ?? 0);
    const inAll = this.waitingInAll + this.runningInAll;
    if (inAll >= this.limits.most || ofOne >= this.limits.mostOfOne) throw new QueueFull();
    return new Promise((resolve, reject) => {
      const over = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
      };
      const giveUp = () => {
        over();
        this.remove(key, waiter);
        reject(signal?.aborted || !late ? new DOMException('Nobody waits any longer.', 'AbortError') : late());
      };
      const waiter: Waiter = {
        begin: () => {
          over();
          resolve();
        },
      };
      const timer = ms < Infinity ? setTimeout(giveUp, ms) : undefined;
      signal?.addEventListener('abort', giveUp, { once: true });
      this.queues.set(key, [...queue, waiter]);
      this.waitingInAll++;
    });
  }

  private leave(key: string, restMs: number): void {
    this.runningInAll--;
    if (restMs > 0) setTimeout(() => this.makeRoomFor(key), restMs).unref();
    else this.makeRoomFor(key);
    this.beginNext();
  }

  private makeRoomFor(key: string): void {
    const others = (this.running.get(key) ?? 0) - 1;
    if (others > 0) this.running.set(key, others);
    else this.running.delete(key);
    this.beginNext();
  }

  /** One at a time gets room, so at most one can begin. */
  private beginNext(): void {
    for (const [key, [next]] of this.queues) {
      if (!next || !this.hasRoomFor(key)) continue;
      this.remove(key, next);
      const rest = this.queues.get(key);
      if (rest) {
        this.queues.delete(key);
        this.queues.set(key, rest);
      }
      this.begin(key);
      next.begin();
      return;
    }
  }

  private remove(key: string, waiter: Waiter): void {
    const rest = this.queues.get(key)?.filter((other) => other !== waiter) ?? [];
    if (rest.length > 0) this.queues.set(key, rest);
    else this.queues.delete(key);
    this.waitingInAll--;
  }
}
