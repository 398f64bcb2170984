/** One call that may be made: nothing else of the broker's API can be reached. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Which of the connector's origins. */
  readonly origin: string;
  /** `/v1/accounts/:account/history`: what stands behind a colon is filled in, encoded. */
  readonly path: string;
  /** How long it may take, in milliseconds, where that is more than usual. */
  readonly timeoutMs?: number;
  /** How long its answer may be, in bytes, where that is more than usual. */
  readonly mostBytes?: number;
}

export type Routes = Readonly<Record<string, Route>>;

/** The path of a route, with its parts filled in. Throws where one is missing or could lead elsewhere. */
export function pathOf({ path }: Route, parts: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined || part === '' || /^\.+$/.test(part)) throw new Error(`A path needs its part “${name}”.`);
    return encodeURIComponent(part);
  });
}
