import { needText } from '../cells/columns.js';
import type { Columns } from '../cells/columns.js';
import { pairOf } from '../cells/pairs.js';
import type { Pair } from '../cells/pairs.js';

/** A number with its unit behind it: `0.05BTC`. A unit may begin with a digit, as `1000SATS` does: then it must be known. */
export function apart(cell: string, unit = ''): { readonly number: string; readonly unit: string } {
  if (unit !== '' && cell.endsWith(unit)) return { number: cell.slice(0, -unit.length), unit };
  const number = /^[-+]?[\d.,]*/.exec(cell)?.[0] ?? '';
  return { number, unit: cell.slice(number.length).trim() };
}

/** The pair, split by the unit of what was paid where the file has it: the pair alone may be split in two ways. */
export function pairIn(written: string, paid: string): Pair {
  const pair = needText(written, 'Pair');
  const { unit } = apart(paid);
  const split = unit !== '' && pair.endsWith(unit) && pair.length > unit.length && !pair.includes('/');
  return split ? { base: pair.slice(0, -unit.length), quote: unit } : pairOf(pair);
}

/** The column of times, and how far they are from UTC: the head says so, as in `Date(UTC)` and `Date(UTC+8)`. */
export function timesOf(columns: Columns): { readonly column: string; readonly zone: string } {
  const column = columns.named(/^(?:date|time) ?\(utc[^)]*\)$/);
  return { column: column ?? 'Time', zone: column ? ` ${column.replace(/^.*\(|\)$/g, '').toUpperCase()}` : '' };
}
