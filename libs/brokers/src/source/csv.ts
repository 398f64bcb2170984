import { parse } from 'csv-parse/sync';
import { FILE_LIMITS, TOO_MANY_COLUMNS, TOO_MANY_ROWS, Unreadable } from './source.js';
import type { Row } from './source.js';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const LINES_LOOKED_AT = 30;
const CODES_OF_LENGTH = new Set(['CSV_MAX_RECORD_SIZE']);

/** The rows of a CSV, whatever stands between its cells. Cells are trimmed; lines without any are left out. */
export function csvRows(text: string): readonly Row[] {
  const records = recordsOf(text);
  if (records.length > FILE_LIMITS.rows) throw new Unreadable(TOO_MANY_ROWS);
  return records.flatMap(({ record, info }) => {
    if (record.length > FILE_LIMITS.columns) throw new Unreadable(TOO_MANY_COLUMNS);
    const cells = record.map((cell) => cell.replaceAll('\u00a0', ' ').trim());
    const lines = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    return cells.some((cell) => cell !== '') ? [{ line: info.lines - lines, cells }] : [];
  });
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function recordsOf(text: string): readonly Parsed[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      max_record_size: FILE_LIMITS.row,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: FILE_LIMITS.rows + 1,
    }) as unknown as readonly Parsed[];
  } catch (error) {
    throw new Unreadable(saidOf(error));
  }
}

function saidOf(error: unknown): string {
  const { code } = error as { code?: string };
  if (code !== undefined && CODES_OF_LENGTH.has(code))
    return `A row of this file is longer than ${FILE_LIMITS.row.toLocaleString('en-US')} characters. This is not an export of a broker.`;
  return 'A quote opens in this file and never closes. Export it again.';
}

/** The one that splits most lines into most cells. */
function delimiterOf(text: string): string {
  const lines = text.slice(0, LINES_LOOKED_AT * 2_000).split(/\r?\n/, LINES_LOOKED_AT);
  const counts = DELIMITERS.map((delimiter) => ({
    delimiter,
    count: lines.reduce((sum, line) => sum + unquoted(line).split(delimiter).length - 1, 0),
  }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).delimiter;
}

function unquoted(line: string): string {
  return line.replace(/"[^"]*"/g, '');
}
