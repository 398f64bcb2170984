import type { Sha256 } from './chain.js';

/** Leaves, inner nodes and positions are hashed with different first bytes, so that one cannot pass for another. */
const INNER = { hex: '01' };
const POSITION = { hex: '02' };
/** What stands where no leaf is. Nothing is known that has this hash. */
const NOTHING = '0'.repeat(64);
const DEEPEST = 256;

/** Where a member's leaf stands, and no other: the bits of this hash lead there, from the root on, 0 to the left. */
export function positionOf(sha256: Sha256, userId: string): string {
  return sha256(POSITION, userId);
}

/**
 * Where a leaf at its position leads with the nodes beside its way up. Each of them stands on the side that the position says,
 * and a leaf is no inner node: so under one root there is one leaf, or none, that belongs to a position.
 */
export function rootOver(sha256: Sha256, leaf: string, position: string, path: readonly string[]): string {
  return path.reduce((node, beside, height) => {
    const [left, right] = bitOf(position, path.length - 1 - height) === 0 ? [node, beside] : [beside, node];
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

function bitOf(position: string, depth: number): number {
  return (Number.parseInt(position.charAt(depth >> 2), 16) >> (3 - (depth & 3))) & 1;
}

export interface PositionedLeaf {
  readonly position: string;
  readonly leaf: string;
}

export interface MerkleTree<Leaf extends PositionedLeaf> {
  readonly root: string;
  /** The nodes beside the way from each leaf to the root, from below. */
  readonly paths: ReadonlyMap<Leaf, readonly string[]>;
}

/** The tree over leaves at their positions. A leaf that is alone below a node stands for it. Throws where two have one position. */
export function merkleTree<Leaf extends PositionedLeaf>(sha256: Sha256, leaves: readonly Leaf[]): MerkleTree<Leaf> {
  const paths = new Map<Leaf, string[]>(leaves.map((leaf) => [leaf, []]));
  const nodeOver = (below: readonly Leaf[], depth: number): string => {
    if (below.length <= 1) return below[0]?.leaf ?? NOTHING;
    if (depth === DEEPEST) throw new Error('Two leaves have one position.');
    const isLeft = ({ position }: Leaf) => bitOf(position, depth) === 0;
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
