/** The items of one side that the other lacks. Both sides come from one function, so equal items are equal texts. */
export function missingFrom<Item>(other: readonly Item[], items: readonly Item[]): readonly Item[] {
  const there = new Set(other.map((item) => JSON.stringify(item)));
  return items.filter((item) => !there.has(JSON.stringify(item)));
}
