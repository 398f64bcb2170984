import { Columns } from '../cells/columns.js';
import type { Table } from '../cells/columns.js';
import type { Source } from '../source/source.js';
import { fieldsNamed } from './names.js';

const LINES_LOOKED_AT = 40;

/** What the columns of a head are called: one that has no name by its place, one whose name came before with its count. */
export function columnNames(cells: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const name = cell.replace(/\s+/g, ' ').trim() || `Column ${index + 1}`;
    let unique = name;
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${name} (${count})`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** The table of a file that no reader knows: its head is the row with the most names that tables of trades have. */
export function unknownTable(source: Source): Table | null {
  if (source.kind !== 'rows') return null;
  const heads = source.rows.slice(0, LINES_LOOKED_AT).map(({ cells }) => fieldsNamed(cells));
  const most = Math.max(...heads);
  return tableAt(source, most === 0 ? 0 : heads.indexOf(most));
}

/** The table under the first row that has all of some columns. */
export function tableWith(source: Source, columns: readonly string[]): Table | null {
  if (source.kind !== 'rows') return null;
  const index = source.rows
    .slice(0, LINES_LOOKED_AT)
    .findIndex(({ cells }) => new Columns(columnNames(cells)).has(...columns));
  return index === -1 ? null : tableAt(source, index);
}

function tableAt({ rows }: Extract<Source, { kind: 'rows' }>, index: number): Table | null {
  const head = rows[index];
  if (!head) return null;
  const header = columnNames(head.cells);
  return { header, columns: new Columns(header), rows: rows.slice(index + 1) };
}
