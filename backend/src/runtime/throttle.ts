/**
 * Does something for a key at once, and then at most once in so many milliseconds: what is asked for in between is done
 * together, at the end.
 */
export class Throttle {
  /** Keys whose time is not over, and whether they were asked for meanwhile. */
  private readonly running = new Map<string, { again: boolean; readonly timer: NodeJS.Timeout }>();

  constructor(
    private readonly everyMs: number,
    private readonly run: (key: string) => void,
  ) {}

  ask(key: string): void {
    const known = this.running.get(key);
    if (known) known.again = true;
    else this.start(key);
  }

  stop(): void {
    for (const { timer } of this.running.values()) clearTimeout(timer);
    this.running.clear();
  }

  private start(key: string): void {
    const timer = setTimeout(() => {
      const again = this.running.get(key)?.again;
      this.running.delete(key);
      if (again) this.start(key);
    }, this.everyMs);
    this.running.set(key, { again: false, timer });
    this.run(key);
  }
}
