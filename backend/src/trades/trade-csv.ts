import type { TradeAnswer, TradeColumn } from '@singularity/contract';

/** Excel takes a file without it for one in the code page of the machine. */
const BYTE_ORDER_MARK = '\uFEFF';

/** What members write themselves. All else has a form that cannot be a formula, a number with its sign included. */
const FREE_TEXT: readonly TradeColumn[] = ['symbol', 'notes', 'tags'];

/** Beginnings that a spreadsheet may take for a formula, in full width too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** The first line of the file: the names of its columns. */
export function csvHeader(columns: readonly TradeColumn[]): string {
  return BYTE_ORDER_MARK + line(columns);
}

/** A trade as one record of RFC 4180. What is not there is an empty cell; tags stand side by side with commas. */
export function csvRecord(trade: TradeAnswer, columns: readonly TradeColumn[]): string {
  return line(columns.map((column) => cell(trade, column)));
}

function cell(trade: TradeAnswer, column: TradeColumn): string {
  const value = trade[column];
  const text = value === null ? '' : typeof value === 'object' ? value.join(', ') : String(value);
  return FREE_TEXT.includes(column) && FORMULA.test(text) ? `'${text}` : text;
}

function line(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
