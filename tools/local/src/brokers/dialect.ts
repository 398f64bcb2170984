import type { Request, Response, Router } from 'express';
import type { Book } from './book.js';
import { parseExact } from './exact-json.js';
import type { Broker } from './facts.js';
import type { Switches } from './switches.js';

export interface DialectParts {
  readonly book: Book;
  readonly switches: Switches;
  /** What the stand-in is reached at, such as `http://127.0.0.1:4321`: for answers that name an address. */
  readonly origin: () => string;
}

/**
 * How one broker speaks. The stand-in serves it below `/<name>`, which stands for the broker's origin: what comes after
 * it is the broker's real path. `request.body` is the text of the body, whatever its type, or `undefined`.
 */
export interface Dialect {
  readonly name: Broker;
  /** The prefixes of a broker with several hosts; the name alone where left out. `request.baseUrl` tells them apart. */
  readonly prefixes?: readonly string[];
  /** What a test may switch in this dialect, each at its first value. */
  readonly switches?: Readonly<Record<string, readonly [string, ...string[]]>>;
  routes(parts: DialectParts): Router;
  /** Answers a path that is no route; 404 without a body where left out. */
  notFound?(request: Request, response: Response): void;
}

/** The text of the body; '' where there is none. */
export const bodyOf = (request: Request): string => (typeof request.body === 'string' ? request.body : '');

/** The fields of a JSON body, numbers among them as the text that was sent; none where it is not an object. */
export function jsonOf(request: Request): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = parseExact(bodyOf(request));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The query parameter where it was given once, as text. */
export function queryOf(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' ? value : undefined;
}
