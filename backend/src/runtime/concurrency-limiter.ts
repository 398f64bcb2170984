/** Lets only so many pieces of work run side by side; whatever is urgent goes before all that wait. */
export class ConcurrencyLimiter {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async run<Result>(work: () => Promise<Result>, urgent = false): Promise<Result> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((next) => (urgent ? this.waiting.unshift(next) : this.waiting.push(next)));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}
