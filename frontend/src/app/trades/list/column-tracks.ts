import type { Cell } from './trade-cells';
import { NAME_COLUMN, usualWidthOf } from './trade-columns';
import type { Column } from './trade-columns';

/** Room to select a row and to act upon it; in pixels. */
const SELECT = 30;
const ACTIONS = 28;
/** Beside the text of a cell. */
const PADDING = '0.625rem';

/** How many digits wide the longest cell of a column is, of those that were drawn. */
export type Lengths = ReadonlyMap<string, number>;

/** How many digits wide a column must be for a cell; none for words. */
export function digitsFor(column: Column, { text, digits }: Cell): number {
  return neverCut(column) ? (digits ?? digitsIn(text)) : 0;
}

/** As they were, unless something longer has come: columns grow as one scrolls, and never shrink. */
export function grownBy(
  before: Lengths,
  rows: readonly { readonly cells: readonly { readonly column: Column; readonly digits: number }[] }[],
): Lengths {
  const grown = new Map(before);
  for (const { cells } of rows)
    for (const { column, digits } of cells) if (digits > (grown.get(column.name) ?? 0)) grown.set(column.name, digits);
  return [...grown].every(([name, length]) => before.get(name) === length) ? before : grown;
}

/** The tracks of a row: room to select, the columns, room to act. Words take what is left over; without any, the name. */
export function tracksOf(columns: readonly Column[], lengths: Lengths): string {
  const elastic = columns.some(isElastic) ? isElastic : ({ name }: Column) => name === NAME_COLUMN;
  const tracks = columns.map((column) => {
    const least = leastOf(column, lengths);
    return elastic(column) ? `minmax(${least}, 1fr)` : least;
  });
  return [`${SELECT}px`, ...tracks, `${ACTIONS}px`].join(' ');
}

/** The least width of a row. */
export function widthOf(columns: readonly Column[], lengths: Lengths): string {
  return `calc(${[`${SELECT + ACTIONS}px`, ...columns.map((column) => leastOf(column, lengths))].join(' + ')})`;
}

function leastOf(column: Column, lengths: Lengths): string {
  const length = lengths.get(column.name);
  return length ? `max(${column.width}px, ${length.toFixed(2)}ch + ${PADDING})` : `${column.width}px`;
}

/** In digits: what is narrower or wider than one. */
const SIGNS: Readonly<Record<string, number>> = { '.': 0.45, ',': 0.45, ' ': 0.5, '%': 1.6, m: 1.2 };

/** With a little to spare. */
function digitsIn(text: string): number {
  return [...text].reduce((sum, sign) => sum + (SIGNS[sign] ?? 1), 0.3);
}

/** The name of an option has numbers in it. */
function neverCut({ name, numeric }: Column): boolean {
  return numeric === true || name === NAME_COLUMN;
}

/** Until somebody makes it wider or narrower. */
function isElastic({ name, words, width }: Column): boolean {
  return words === true && width === usualWidthOf(name);
}
