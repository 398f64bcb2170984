/** The items that stand on one side only. Both sides come from one function, so equal items are equal texts. */
export function difference<Item>(before: readonly Item[], after: readonly Item[]): readonly Item[] {
  const missing = (from: readonly Item[], other: readonly Item[]) => {
    const there = new Set(other.map((item) => JSON.stringify(item)));
    return from.filter((item) => !there.has(JSON.stringify(item)));
  };
  return [...missing(before, after), ...missing(after, before)];
}
