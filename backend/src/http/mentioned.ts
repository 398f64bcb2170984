/** The fields that a request mentions, null included. */
export type Mentioned<T> = { [Field in keyof T]?: Exclude<T[Field], undefined> };

export function mentioned<T extends object>(body: T): Mentioned<T> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Mentioned<T>;
}
