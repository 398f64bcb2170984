import { exactly, parseExact } from './exact-json.js';

/** Changes to the items of an answer: of the longest list in JSON, of the rows of the commonest element in XML. */

export const withoutOne = (body: string): string =>
  withItems(body, (items) => items.filter((_item, place) => place !== Math.floor(items.length / 2)));

export const turnedAround = (body: string): string => withItems(body, (items) => items.toReversed());

type Change = (items: readonly unknown[]) => readonly unknown[];

function withItems(body: string, change: Change): string {
  return body.trimStart().startsWith('<') ? withRows(body, change) : withListed(body, change);
}

function withListed(body: string, change: Change): string {
  const answer = parseExact(body, exactly);
  const list = longestList(answer);
  list?.splice(0, list.length, ...change([...list]));
  return JSON.stringify(answer);
}

function longestList(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const inside = Object.values(value).map(longestList);
  const lists = [...(Array.isArray(value) ? [value as unknown[]] : []), ...inside.filter((list) => list !== undefined)];
  return lists.sort((one, other) => other.length - one.length)[0];
}

/** An XML answer has one element on each line. */
function withRows(body: string, change: Change): string {
  const lines = body.split('\n');
  const names = lines.map((line) => /^\s*<(\w+) .*\/>$/.exec(line)?.[1]);
  const count = (name: string) => names.filter((other) => other === name).length;
  const [commonest] = names.filter((name) => name !== undefined).sort((one, other) => count(other) - count(one));
  if (commonest === undefined) return body;
  const first = names.indexOf(commonest);
  const rows = change(lines.filter((_line, place) => names[place] === commonest)) as readonly string[];
  const others = lines.filter((_line, place) => names[place] !== commonest);
  return [...others.slice(0, first), ...rows, ...others.slice(first)].join('\n');
}
