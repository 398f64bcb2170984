import type { Difference } from './row-comparison.js';

/** Differences as they are found: all are counted, and no more than the first are kept. */
export class Differences {
  count = 0;
  private readonly first: Difference[] = [];

  constructor(private readonly most: number) {}

  add(some: readonly Difference[]): void {
    this.count += some.length;
    for (const difference of some) if (this.first.length < this.most) this.first.push(difference);
  }

  get kept(): readonly Difference[] {
    return this.first;
  }

  get areAllKept(): boolean {
    return this.first.length === this.count;
  }
}
