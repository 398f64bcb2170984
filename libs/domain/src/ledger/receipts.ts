import type { Receipt } from './chain.js';

/** A receipt that somebody holds. */
export interface KeptReceipt extends Receipt {
  /** When it came, ISO 8601; those of before that was noted have none. */
  readonly keptAt?: string;
}

/**
 * The kept ones with one more, by version, at most so many. One that says another hash of a version that is known stands
 * beside the first: the two of them are evidence, and the last to go. Of the others the newest stay, for each stands for
 * all that came before it.
 */
export function withReceipt(kept: readonly KeptReceipt[], receipt: KeptReceipt, most: number): readonly KeptReceipt[] {
  if (kept.some(({ version, hash }) => version === receipt.version && hash === receipt.hash)) return kept;
  const all = [...kept, receipt].toSorted((a, b) => a.version - b.version);
  if (all.length <= most) return all;
  const disputed = new Set(contradictionsIn(all).flat());
  const leastTelling = all.find((one) => !disputed.has(one)) ?? receipt;
  return all.filter((one) => one !== leastTelling);
}

/** Receipts of the same version with different hashes, which no honest ledger can have given: by version. */
export function contradictionsIn<Kept extends Receipt>(kept: readonly Kept[]): readonly (readonly Kept[])[] {
  const byVersion = Map.groupBy(kept, ({ version }) => version);
  return [...byVersion.values()].filter((group) => new Set(group.map(({ hash }) => hash)).size > 1);
}
