import type { ListedTrade, CsvColumn } from '@singularity/contract';
import { BYTE_ORDER_MARK, csvLine, freeText } from '../http/csv.js';

/** What members write themselves. All else has a form that cannot be a formula, a number with its sign included. */
const FREE_TEXT: readonly CsvColumn[] = ['symbol', 'notes', 'tags'];

/** The first line of the file: the names of its columns. */
export function csvHeader(columns: readonly CsvColumn[]): string {
  return BYTE_ORDER_MARK + csvLine(columns);
}

/** A trade as one record; tags stand side by side with commas. */
export function csvRecord(trade: ListedTrade, columns: readonly CsvColumn[]): string {
  return csvLine(columns.map((column) => cell(trade, column)));
}

function cell(trade: ListedTrade, column: CsvColumn): string {
  const value = trade[column];
  const text =
    value === null || value === undefined ? '' : typeof value === 'object' ? value.join(', ') : String(value);
  return FREE_TEXT.includes(column) ? freeText(text) : text;
}
