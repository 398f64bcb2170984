import { Unreadable } from '../source/source.js';
import type { Answers } from '../source/source.js';

/** One thing of a list that was answered. Its number in the file is what a fault is told by. */
export interface Item {
  readonly line: number;
  /** What stands at a dotted path, as the broker wrote it; empty where there is nothing, or something of several parts. */
  readonly said: (path: string) => string;
  /** The things of a list within it; one that stands alone is a list of one. */
  readonly within: (path: string) => readonly Item[];
}

export interface NamedItem extends Item {
  readonly name: string;
}

type Parse = (text: string, revive: (key: string, value: unknown, context: { source?: string }) => unknown) => unknown;

/** Reads JSON with every number as the text that was sent: `1.50` stays `1.50`, and 19 digits stay 19. Throws `SyntaxError`. */
export function exactJson(text: string): unknown {
  return (JSON.parse as Parse)(text, (_, value, { source }) => (typeof value === 'number' ? source : value));
}

/** The items at a path of all answers to one call, numbered through. A list of one may come as that one, an empty one as null. */
export function itemsOf({ answers }: Answers, call: string, path: string): readonly Item[] {
  const count = { line: 0 };
  return answers.filter((answer) => answer.call === call).flatMap(({ body }) => itemsAt(bodyOf(body), path, count));
}

/** The items of an object by their names: `{"T1": {…}, "T2": {…}}`. Numbered through, over all answers to one call. */
export function namedItemsOf({ answers }: Answers, call: string, path: string): readonly NamedItem[] {
  const count = { line: 0 };
  return answers
    .filter((answer) => answer.call === call)
    .flatMap(({ body }) => {
      const found = valueAt(bodyOf(body), path);
      if (typeof found !== 'object' || found === null || Array.isArray(found)) return [];
      return Object.entries(found).flatMap(([name, each]) =>
        itemsAt(each, '', count).map((item) => ({ ...item, name })),
      );
    });
}

function bodyOf(body: string): unknown {
  try {
    return exactJson(body);
  } catch {
    throw new Unreadable('The broker’s answer cannot be read. Sync again.');
  }
}

function itemsAt(value: unknown, path: string, count: { line: number }): readonly Item[] {
  const found = valueAt(value, path);
  const list = Array.isArray(found) ? (found as unknown[]) : [found];
  return list
    .filter((each) => typeof each === 'object' && each !== null)
    .map((each) => itemOf(each, (count.line += 1)));
}

function itemOf(value: object, line: number): Item {
  return {
    line,
    said: (path) => textOf(valueAt(value, path)),
    within: (path) => itemsAt(value, path, { line: 0 }).map((item) => ({ ...item, line })),
  };
}

/** What stands at a dotted path of a value; undefined where there is nothing. The empty path is the value itself. */
export function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path === '' ? [] : path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'boolean' ? String(value) : '';
}
