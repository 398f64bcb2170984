export interface Change<T> {
  readonly from: T;
  readonly to: T;
}

/** The fields that changed, each with what stood before and what stands now. */
export type Changes<T> = { readonly [Field in keyof T]?: Change<T[Field]> };

/** The fields in which two values of one kind differ, with both sides. Values are plain data and compared as such. */
export function changesBetween<T extends object>(before: T, after: T): Changes<T> {
  const changes: Partial<Record<keyof T, unknown>> = {};
  for (const field of Object.keys(after) as (keyof T)[]) {
    const [from, to] = [before[field], after[field]];
    if (!same(from, to)) changes[field] = { from, to };
  }
  return changes as Changes<T>;
}

export function hasChanges(changes: object): boolean {
  return Object.keys(changes).length > 0;
}

export function withChanges<T extends object>(value: T, changes: Changes<NoInfer<T>>): T {
  const after: T = { ...value };
  for (const [field, change] of Object.entries(changes) as [keyof T, { to: T[keyof T] } | undefined][]) {
    if (change) after[field] = change.to;
  }
  return after;
}

/** Whether two pieces of plain data say the same, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
