import { Columns } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import type { Row } from '../source/source.js';

/** A row of data in a report in which each row names its section. */
export interface SectionRow {
  readonly section: string;
  readonly row: Row;
  readonly cells: Cells;
  readonly columns: Columns;
}

/** Whether a report has a section of this name with these columns. */
export function hasSection(rows: readonly Row[], section: string, column: string): boolean {
  return rows.some(
    ({ cells }) => cells[0] === section && cells[1] === 'Header' && cells.some((name) => name === column),
  );
}

/** The rows of data by the columns that their section named last. Totals have a word of their own in place of `Data`. */
export function sectionRows(rows: readonly Row[]): readonly SectionRow[] {
  const headers = new Map<string, Columns>();
  return rows.flatMap((row) => {
    const [section = '', what] = row.cells;
    if (what === 'Header') headers.set(section, new Columns(row.cells));
    const columns = headers.get(section);
    return what === 'Data' && columns ? [{ section, row, cells: columns.of(row), columns }] : [];
  });
}
