import type { Sha256 } from './chain.js';

/** Leaves, inner nodes and places are hashed with different first bytes, so that one cannot pass for another. */
const INNER = { hex: '01' };
const PLACE = { hex: '02' };
/** What stands where no leaf is. Nothing is known that has this hash. */
const NOTHING = '0'.repeat(64);
const DEEPEST = 256;

/** Where a member's leaf stands, and no other: the bits of this hash lead there, from the root on, 0 to the left. */
export function placeOf(sha256: Sha256, userId: string): string {
  return sha256(PLACE, userId);
}

/**
 * Where a leaf at its place leads with the nodes beside its way up. Each of them stands on the side that the place says,
 * and a leaf is no inner node: so under one root there is one leaf, or none, that belongs to a place.
 */
export function rootOver(sha256: Sha256, leaf: string, place: string, path: readonly string[]): string {
  return path.reduce((node, beside, height) => {
    const [left, right] = bitOf(place, path.length - 1 - height) === 0 ? [node, beside] : [beside, node];
    return join(sha256, left, right);
  }, leaf);
}

/** The same in digests of the first form: the smaller node stood first, and a leaf anywhere. */
export function rootOverSorted(sha256: Sha256, leaf: string, path: readonly string[]): string {
  return path.reduce((node, beside) => (node < beside ? join(sha256, node, beside) : join(sha256, beside, node)), leaf);
}

function join(sha256: Sha256, left: string, right: string): string {
  return sha256(INNER, { hex: left }, { hex: right });
}

function bitOf(place: string, depth: number): number {
  return (Number.parseInt(place.charAt(depth >> 2), 16) >> (3 - (depth & 3))) & 1;
}

export interface PlacedLeaf {
  readonly place: string;
  readonly leaf: string;
}

export interface MerkleTree<Leaf extends PlacedLeaf> {
  readonly root: string;
  /** The nodes beside the way from each leaf to the root, from below. */
  readonly paths: ReadonlyMap<Leaf, readonly string[]>;
}

/** The tree over leaves at their places. A leaf that is alone below a node stands for it. Throws where two have one place. */
export function merkleTree<Leaf extends PlacedLeaf>(sha256: Sha256, leaves: readonly Leaf[]): MerkleTree<Leaf> {
  const paths = new Map<Leaf, string[]>(leaves.map((leaf) => [leaf, []]));
  const nodeOver = (below: readonly Leaf[], depth: number): string => {
    if (below.length <= 1) return below[0]?.leaf ?? NOTHING;
    if (depth === DEEPEST) throw new Error('Two leaves have one place.');
    const isLeft = ({ place }: Leaf) => bitOf(place, depth) === 0;
    const left = nodeOver(below.filter(isLeft), depth + 1);
    const right = nodeOver(
      below.filter((leaf) => !isLeft(leaf)),
      depth + 1,
    );
    for (const leaf of below) paths.get(leaf)?.push(isLeft(leaf) ? right : left);
    return join(sha256, left, right);
  };
  return { root: nodeOver(leaves, 0), paths };
}
