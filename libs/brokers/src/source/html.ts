import { Parser } from 'htmlparser2';
import { FILE_LIMITS, TOO_DEEP, TOO_MANY_CELLS, TOO_MANY_COLUMNS, TOO_MANY_ROWS, Unreadable } from './source.js';
import type { Row } from './source.js';

/** The rows of all tables of a page, in their order, without cells that the page hides. The line is the how-manieth row it is. */
export function htmlRows(text: string): readonly Row[] {
  const rows: Row[] = [];
  let cells: string[] | null = null;
  let inCell = false;
  let [depth, read] = [0, 0];
  const parser = new Parser({
    onopentag(name, attributes) {
      if ((depth += 1) > FILE_LIMITS.depth) throw new Unreadable(TOO_DEEP);
      if (name === 'tr') cells = [];
      if ((name !== 'td' && name !== 'th') || cells === null) return;
      inCell = !isHidden(attributes);
      if (inCell) cells.push('');
      if ((read += 1) > FILE_LIMITS.cells) throw new Unreadable(TOO_MANY_CELLS);
      if (cells.length > FILE_LIMITS.columns) throw new Unreadable(TOO_MANY_COLUMNS);
    },
    ontext(part) {
      if (inCell && cells) cells.push((cells.pop() ?? '') + part);
    },
    onclosetag(name) {
      depth -= 1;
      if (name === 'td' || name === 'th') inCell = false;
      if (name !== 'tr' || !cells) return;
      const row = cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
      cells = null;
      if (rows.length === FILE_LIMITS.rows) throw new Unreadable(TOO_MANY_ROWS);
      if (row.some((cell) => cell !== '')) rows.push({ line: rows.length + 1, cells: row });
    },
  });
  parser.write(text);
  parser.end();
  return rows;
}

function isHidden({ class: names = '' }: Readonly<Record<string, string>>): boolean {
  return names.split(' ').includes('hidden');
}
