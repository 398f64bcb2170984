import type { Sha256 } from './chain.js';

/** Leaves and inner nodes are hashed with different first bytes, so that one cannot pass for the other. */
const INNER = { hex: '01' };

/** Two nodes as one. The smaller stands first, so that a path needs no left and right. */
function join(sha256: Sha256, one: string, other: string): string {
  const [first, second] = one < other ? [one, other] : [other, one];
  return sha256(INNER, { hex: first }, { hex: second });
}

/** Where a leaf leads with the nodes beside its way up. */
export function rootOver(sha256: Sha256, leaf: string, path: readonly string[]): string {
  return path.reduce((node, beside) => join(sha256, node, beside), leaf);
}

/** A tree over leaves in the order of their hashes. A node that has none beside it goes up as it is. */
export class MerkleTree {
  private readonly levels: readonly (readonly string[])[];

  /** There must be at least one leaf. */
  constructor(sha256: Sha256, leaves: readonly string[]) {
    const levels = [leaves.toSorted()];
    for (let level = levels[0] ?? []; level.length > 1; levels.push(level)) {
      const pairs = Array.from({ length: Math.ceil(level.length / 2) }, (_, pair) =>
        level.slice(2 * pair, 2 * pair + 2),
      );
      level = pairs.map(([one = '', other]) => (other === undefined ? one : join(sha256, one, other)));
    }
    this.levels = levels;
  }

  get root(): string {
    return this.levels.at(-1)?.[0] ?? '';
  }

  /** The way from every leaf to the root. */
  *paths(): Iterable<readonly [leaf: string, path: readonly string[]]> {
    for (const [place, leaf] of (this.levels[0] ?? []).entries()) yield [leaf, this.pathFrom(place)];
  }

  private pathFrom(place: number): readonly string[] {
    // The number beside an even one is the next, beside an odd one the one before.
    return this.levels.map((level, height) => level[(place >> height) ^ 1]).filter((node) => node !== undefined);
  }
}
