import { Decimal, decimal, exactly, sum, toText, ZERO } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';
import { RowFault } from '../reading.js';

const EMPTY = new Set(['', '-', '--', '—', 'n/a', 'N/A', 'null']);
const CURRENCY = /[$€£¥]|\b(?:USD|EUR|GBP|JPY|CAD|AUD|CHF)\b/g;
const DIGITS = /^\d{1,18}(?:\.\d{1,18})?$|^\.\d{1,18}$/;

/** What stands between whole numbers and fractions. */
export type DecimalMark = '.' | ',';

/**
 * A number as brokers write it: `$1,234.50`, `(20.00)`, `-$694.48`, `+500`, `4 577,86`, `0,62 $`, `.42`, `1.5e-7`. Null where
 * the cell is empty or a dash. Throws `RowFault` for anything else, and beyond 18 digits on either side of the mark.
 */
export function readNumber(cell: string, mark: DecimalMark = '.'): DecimalText | null {
  const bare = cell
    .replace(CURRENCY, '')
    .replace(/[\s'’\u202f]/g, '')
    .replaceAll('−', '-');
  if (EMPTY.has(bare)) return null;
  const negative = /^\(.*\)$|^-|-$/.test(bare);
  const digits = withPoint(bare.replace(/^\((.*)\)$/, '$1').replace(/^[+-]|[+-]$/g, ''), mark);
  const number = plainDigits(digits);
  if (number === null) throw new RowFault(`“${cell.slice(0, 40)}” is not a number.`);
  const value = exactly(number);
  return negative && value !== '0' ? (`-${value}` as DecimalText) : value;
}

/** As `readNumber`, where there must be one. `name` is the column's, for the sentence. */
export function needNumber(cell: string, name: string, mark: DecimalMark = '.'): DecimalText {
  const value = readNumber(cell, mark);
  if (value === null) throw new RowFault(`${name} is empty.`);
  return value;
}

/** The sum of some cells, of which those that are empty add nothing. */
export function sumOf(cells: readonly string[], mark: DecimalMark = '.'): DecimalText {
  return toText(sum(cells.map((cell) => decimal(readNumber(cell, mark) ?? ZERO))));
}

const SIGNS = { $: 'USD', '€': 'EUR', '£': 'GBP' } as const;

/** The currency whose sign stands in a cell; null where none does. */
export function currencyIn(cell: string): string | null {
  return Object.entries(SIGNS).find(([sign]) => cell.includes(sign))?.[1] ?? null;
}

/** The mark that the numbers of some cells must be meant with: a comma where one is followed by other than three digits. */
export function decimalMarkOf(cells: Iterable<string>): DecimalMark {
  for (const cell of cells) {
    if (/\.\d+$/.test(cell.trim()) && !/\.\d{3}(?:\D|$)/.test(cell)) return '.';
    if (/,(?:\d{1,2}|\d{4,})(?!\d)/.test(cell) && !/,.*\./.test(cell)) return ',';
  }
  return '.';
}

function withPoint(text: string, mark: DecimalMark): string {
  return mark === ',' ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
}

function plainDigits(text: string): string | null {
  if (DIGITS.test(text)) return text;
  if (!/^\d(?:\.\d{1,18})?[eE][+-]?\d{1,2}$/.test(text)) return null;
  const written = new Decimal(text).toFixed();
  return DIGITS.test(written) ? written : null;
}
