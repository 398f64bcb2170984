import { parse } from 'csv-parse/sync';
import { FILE_LIMITS, TOO_LONG_A_ROW, TOO_MANY_CELLS, TOO_MANY_COLUMNS, TOO_MANY_ROWS, Unreadable } from './source.js';
import type { Row } from './source.js';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const LINES_LOOKED_AT = 30;

/** The rows of a CSV, whatever stands between its cells. Cells are trimmed; lines without any are left out. */
export function csvRows(text: string): readonly Row[] {
  checkLines(text);
  const rows: Row[] = [];
  let [read, cells] = [0, 0];
  const take = (record: readonly string[], line: number) => {
    if ((read += 1) > FILE_LIMITS.rows) throw new Unreadable(TOO_MANY_ROWS);
    if (record.length > FILE_LIMITS.columns) throw new Unreadable(TOO_MANY_COLUMNS);
    if ((cells += record.length) > FILE_LIMITS.cells) throw new Unreadable(TOO_MANY_CELLS);
    const row = rowOf(record, line);
    if (row) rows.push(row);
  };
  readRecords(text, take);
  return rows;
}

function rowOf(record: readonly string[], lastLine: number): Row | null {
  const cells = record.map((cell) => cell.replaceAll('\u00a0', ' ').trim());
  const below = record.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
  return cells.some((cell) => cell !== '') ? { line: lastLine - below, cells } : null;
}

/** The parser counts what stands in cells alone: a line of nothing but delimiters would have no end. */
function checkLines(text: string): void {
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    // Lines of old files end with a carriage return.
    if (
      end - start > FILE_LIMITS.row &&
      text
        .slice(start, end)
        .split('\r')
        .some((line) => line.length > FILE_LIMITS.row)
    )
      throw new Unreadable(TOO_LONG_A_ROW);
    start = end + 1;
  }
}

function readRecords(text: string, take: (record: readonly string[], line: number) => void): void {
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      max_record_size: FILE_LIMITS.row,
      // Records are looked at as they come, and none is kept by the parser.
      on_record: (record: unknown, { lines }) => {
        take(record as readonly string[], lines);
        return null;
      },
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(saidOf(error));
  }
}

function saidOf(error: unknown): string {
  const { code } = error as { code?: string };
  if (code === 'CSV_MAX_RECORD_SIZE') return `${TOO_LONG_A_ROW} Or a quote opens in it and never closes.`;
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
