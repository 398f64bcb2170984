import { weightOf } from './folded-ledger.js';
import type { FoldedLedger } from './folded-ledger.js';

/** A version of a member's ledger, and the hash that it ended with: after a restore another history may have the version. */
export interface LedgerVersion {
  readonly userId: string;
  readonly version: number;
  readonly hash: string;
}

interface Held extends LedgerVersion {
  readonly ledger: Promise<FoldedLedger>;
  /** How much of the memory it takes, in events and what follows from them; its events alone while it is folded. */
  weight: number;
}

/**
 * Keeps folded ledgers, and those that are just being folded, so that many queries about one cost one fold. What was
 * asked for longest ago makes room once all of them together weigh too much; the newest always stays.
 */
export class FoldedLedgerCache {
  /** In the order in which they were asked for. */
  private held: readonly Held[] = [];

  constructor(private readonly most: number) {}

  /** The ledger at a version: held, or folded on from the last one before it that is held. One that fails is forgotten. */
  get(
    { userId, version, hash }: LedgerVersion,
    fold: (earlier: FoldedLedger | undefined) => Promise<FoldedLedger>,
  ): Promise<FoldedLedger> {
    const known = this.of(userId).find((other) => other.version === version && other.hash === hash);
    const held = known ?? {
      ...{ userId, version, hash, weight: version },
      ledger: this.earlier(userId, version).then(fold),
    };
    this.held = roomFor([...this.held.filter((other) => other !== held), held], this.most);
    held.ledger.then(
      (ledger) => this.weigh(held, ledger),
      () => this.drop((other) => other === held),
    );
    return held.ledger;
  }

  /** The versions that are held of a member. */
  versionsOf(userId: string): readonly number[] {
    return this.of(userId).map(({ version }) => version);
  }

  /** Drops what is held of a member and is not, by these hashes of versions, in the ledger any longer. */
  keepOnly(userId: string, hashes: ReadonlyMap<number, string>): void {
    this.drop((held) => held.userId === userId && hashes.get(held.version) !== held.hash);
  }

  forget(userId: string): void {
    this.drop((held) => held.userId === userId);
  }

  /** After all that are held of the member are folded: one at a time, so that nobody has the memory of many at once. */
  private async earlier(userId: string, version: number): Promise<FoldedLedger | undefined> {
    const folded = await Promise.allSettled(this.of(userId).map(({ ledger }) => ledger));
    return folded
      .flatMap((fold) => (fold.status === 'fulfilled' && fold.value.version < version ? [fold.value] : []))
      .toSorted((a, b) => b.version - a.version)[0];
  }

  private weigh(held: Held, ledger: FoldedLedger): void {
    held.weight = weightOf(ledger);
    this.held = roomFor(this.held, this.most);
  }

  private of(userId: string): readonly Held[] {
    return this.held.filter((other) => other.userId === userId);
  }

  private drop(which: (held: Held) => boolean): void {
    this.held = this.held.filter((held) => !which(held));
  }
}

function roomFor(held: readonly Held[], most: number): readonly Held[] {
  let weight = 0;
  return held
    .toReversed()
    .filter((one, age) => (weight += one.weight) <= most || age === 0)
    .toReversed();
}
