/** Chance that repeats itself: the same seed draws the same, everywhere and always (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  /** Whether something of that probability, 0 to 1, happens this time. */
  happens(probability: number): boolean {
    return this.draw() < probability;
  }

  /** A whole number from `least` up to and including `most`. */
  whole(least: number, most: number): number {
    return Math.floor(least + this.draw() * (most - least + 1));
  }

  oneOf<Item>(items: readonly Item[]): Item {
    const item = items[this.whole(0, items.length - 1)];
    if (item === undefined) throw new RangeError('Nothing can be drawn from nothing.');
    return item;
  }

  weighted<A, B>(rare: A, probability: number, usual: B): A | B {
    return this.happens(probability) ? rare : usual;
  }

  private draw(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}
