import { zipSync } from 'fflate';
import readWorkbook from 'read-excel-file/universal';
import { FILE_LIMITS, TOO_MANY_CELLS, TOO_MANY_COLUMNS, TOO_MANY_ROWS, Unreadable } from './source.js';
import type { Row } from './source.js';
import { unpackXml } from './zip.js';

const DAMAGED = 'This workbook cannot be read. Save it as .xlsx or CSV and try again.';

/** The rows of all sheets of an Excel workbook, in their order. Dates are written as `2026-01-05 14:30:00`. */
export async function workbookRows(bytes: Uint8Array): Promise<readonly Row[]> {
  const files = unpackXml(bytes);
  checkPlaces(files);
  // What was looked at is what is read: put together again, without anything else that the file holds.
  const checked = zipSync({ ...files }, { level: 0 });
  const sheets = await readWorkbook(new Blob([checked]), { parseNumber: numberText }).catch(() => {
    throw new Unreadable(DAMAGED);
  });
  return sheets
    .flatMap(({ data }) => data)
    .flatMap((row, index) => {
      const cells = row.map(cellText);
      return cells.some((cell) => cell !== '') ? [{ line: index + 1, cells }] : [];
    });
}

// `<c r="B7" s="1">`, `<row r="7">`: texts cannot hold a `<`.
const PLACED = /<(?:[\w-]+:)?(?:c|row)[\s"']((?:"[^"]*"|'[^']*'|[^<>"'])*)>/g;
const PLACE = /(?:^|[\s"'])r\s*=\s*(?:"([^"]*)"|'([^']*)'|)/g;

/** What is left out between two cells is filled in when a sheet is read, so that two of them could make billions. */
function checkPlaces(files: Readonly<Record<string, Uint8Array>>): void {
  let [rows, cells] = [0, 0];
  for (const content of Object.values(files)) {
    const xml = new TextDecoder().decode(content);
    // A sheet can have any name.
    const size = xml.includes('sheetData') ? sizeOf(xml) : { rows: 0, columns: 0 };
    rows += size.rows;
    cells += size.rows * size.columns;
  }
  if (rows > FILE_LIMITS.rows) throw new Unreadable(TOO_MANY_ROWS);
  if (cells > FILE_LIMITS.cells) throw new Unreadable(TOO_MANY_CELLS);
}

function sizeOf(xml: string): { readonly rows: number; readonly columns: number } {
  let [rows, columns] = [0, 0];
  for (const [, attributes = ''] of xml.matchAll(PLACED))
    for (const [, quoted, single] of attributes.matchAll(PLACE)) {
      const place = placeOf(quoted ?? single ?? '');
      rows = Math.max(rows, place.row);
      columns = Math.max(columns, place.column);
    }
  if (columns > FILE_LIMITS.columns) throw new Unreadable(TOO_MANY_COLUMNS);
  return { rows, columns };
}

function placeOf(written: string): { readonly row: number; readonly column: number } {
  const [, letters, row] = /^([A-Z]{0,3})(\d{1,7})$/.exec(written) ?? [];
  if (letters === undefined) throw new Unreadable(DAMAGED);
  return { row: Number(row), column: columnNumber(letters) };
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Excel keeps 15 digits; what a file has beyond them comes from the way in which computers keep fractions. */
function numberText(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= 15 ? text : plain(Number(text));
}

function plain(value: number): string {
  const [digits = '', exponent] = value.toPrecision(15).split('e');
  if (exponent === undefined) return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  return value.toFixed(Math.min(20, Math.max(0, 15 - Number(exponent)))).replace(/\.?0+$/, '');
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ');
  return String(cell).replaceAll('\u00a0', ' ').trim();
}
