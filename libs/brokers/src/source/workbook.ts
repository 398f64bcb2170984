import { unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/universal';
import { FILE_LIMITS, TOO_MANY_COLUMNS, TOO_MANY_ROWS, Unreadable } from './source.js';
import type { Row } from './source.js';

const DAMAGED = 'This workbook cannot be read. Save it as .xlsx or CSV and try again.';

/** The rows of all sheets of an Excel workbook, in their order. Dates are written as `2026-01-05 14:30:00`. */
export async function workbookRows(bytes: Uint8Array): Promise<readonly Row[]> {
  checkSize(bytes);
  const sheets = await readWorkbook(new Blob([Uint8Array.from(bytes)]), { parseNumber: numberText }).catch(() => {
    throw new Unreadable(DAMAGED);
  });
  const rows = sheets.flatMap(({ data }) => data);
  if (rows.length > FILE_LIMITS.rows) throw new Unreadable(TOO_MANY_ROWS);
  return rows.flatMap((row, index) => {
    if (row.length > FILE_LIMITS.columns) throw new Unreadable(TOO_MANY_COLUMNS);
    const cells = row.map(cellText);
    return cells.some((cell) => cell !== '') ? [{ line: index + 1, cells }] : [];
  });
}

/** Unpacks everything into as much room as the file says it needs: one that says too much, or that needs more, is refused. */
function checkSize(bytes: Uint8Array): void {
  let size = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize;
        if (size > FILE_LIMITS.bytes) throw new Unreadable('This workbook is too large when unpacked.');
        return true;
      },
    });
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(DAMAGED);
  }
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
