/** Excel takes a file without it for one in the code page of the machine. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Beginnings that a spreadsheet may take for a formula, in full width too; and those that look as if one had been made
 * harmless already, so that who takes the apostrophe away again has what was written.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** What members write themselves, as a text that no spreadsheet calculates. Numbers are left alone, with their signs. */
export function freeText(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** One record of RFC 4180. What is not there is an empty cell. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => quoted(String(cell ?? ''))).join(',')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
