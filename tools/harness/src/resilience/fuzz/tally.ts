/** How many answers there were, of which status, to which operation. */
export class Tally {
  readonly faults: string[] = [];
  /** Answers that ended with the erasure of whom they were for. */
  cutOff = 0;
  private readonly statuses: ReadonlyMap<string, Map<number, number>>;

  constructor(readonly operations: readonly string[]) {
    this.statuses = new Map(operations.map((name) => [name, new Map<number, number>()]));
  }

  count(operation: string, status: number): void {
    const counts = this.statuses.get(operation);
    counts?.set(status, (counts.get(status) ?? 0) + 1);
  }

  get total(): number {
    return [...this.statuses.values()].flatMap((counts) => [...counts.values()]).reduce((sum, count) => sum + count, 0);
  }

  /** Of each class of status, over all operations: `2xx`, `4xx`. */
  classes(): Readonly<Record<string, number>> {
    const sums: Record<string, number> = {};
    for (const [status, count] of [...this.statuses.values()].flatMap((counts) => [...counts]))
      sums[`${Math.floor(status / 100)}xx`] = (sums[`${Math.floor(status / 100)}xx`] ?? 0) + count;
    return sums;
  }

  /** Operations that never succeeded, with how often they answered what in place of it. */
  neverDone(): readonly string[] {
    const failed = [...this.statuses].filter(([, counts]) => ![...counts.keys()].some((status) => status < 400));
    return failed.map(
      ([name, counts]) => `${name} (${[...counts].map(([status, count]) => `${count} × ${status}`).join(', ')})`,
    );
  }
}
