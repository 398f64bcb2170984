/** The fields that a request mentions, null included. */
export type DefinedFields<T> = { [Field in keyof T]?: Exclude<T[Field], undefined> };

export function definedFields<T extends object>(body: T): DefinedFields<T> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as DefinedFields<T>;
}
