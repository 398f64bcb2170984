import type { FoldedLedger } from './folded-ledger.js';

interface Held {
  readonly userId: string;
  readonly version: number;
  readonly ledger: Promise<FoldedLedger>;
}

/**
 * Keeps folded ledgers, and those that are just being folded, so that many questions about one cost one fold. What was
 * asked for longest ago makes room once the events behind all of them are too many; the newest always stays.
 */
export class LedgerMemory {
  /** In the order in which they were asked for. */
  private held: readonly Held[] = [];

  constructor(private readonly mostEvents: number) {}

  /** The ledger at a version: held, or folded on from the last one before it that is held. One that fails is forgotten. */
  get(
    userId: string,
    version: number,
    fold: (earlier: FoldedLedger | undefined) => Promise<FoldedLedger>,
  ): Promise<FoldedLedger> {
    const known = this.held.find((other) => other.userId === userId && other.version === version);
    const held = known ?? { userId, version, ledger: this.earlier(userId, version).then(fold) };
    this.held = roomFor([...this.held.filter((other) => other !== held), held], this.mostEvents);
    held.ledger.catch(() => this.drop((other) => other === held));
    return held.ledger;
  }

  forget(userId: string): void {
    this.drop((held) => held.userId === userId);
  }

  /** After all that are held of the member are folded: one at a time, so that nobody has the memory of many at once. */
  private async earlier(userId: string, version: number): Promise<FoldedLedger | undefined> {
    const own = this.held.filter((other) => other.userId === userId);
    const folded = await Promise.allSettled(own.map(({ ledger }) => ledger));
    return folded
      .flatMap((fold) => (fold.status === 'fulfilled' && fold.value.version < version ? [fold.value] : []))
      .toSorted((a, b) => b.version - a.version)[0];
  }

  private drop(which: (held: Held) => boolean): void {
    this.held = this.held.filter((held) => !which(held));
  }
}

function roomFor(held: readonly Held[], mostEvents: number): readonly Held[] {
  let events = 0;
  return held
    .toReversed()
    .filter(({ version }, age) => (events += version) <= mostEvents || age === 0)
    .toReversed();
}
