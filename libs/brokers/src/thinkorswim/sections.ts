import { Columns } from '../cells/columns.js';
import type { Row, Source } from '../source/source.js';

/** A part of a statement: a line with its title, a header, and rows until the next title. */
export interface Section {
  readonly columns: Columns;
  readonly rows: readonly Row[];
}

export interface Statement {
  /** Fills; null where the file has no such part. */
  readonly trades: Section | null;
  /** Cash of the account, and of its futures. */
  readonly cash: readonly Section[];
  readonly orders: Section | null;
  readonly profits: Section | null;
  readonly account: string | null;
  /** First and last day as they are written; null where the file does not say. */
  readonly since: string | null;
  readonly through: string | null;
}

const TITLE = /Account Statement for (?<account>\S+).*? since (?<since>\S+) through (?<through>\S+)/;
const TRADES = ['Exec Time', 'Side', 'Qty', 'Pos Effect', 'Symbol', 'Price'];
const MARKS = ['Pos Effect', 'REF #', 'Ref #'];
const CASH = ['Type', 'Ref #', 'Description', 'Amount', 'Balance'];

/** Whether a file is a statement: it has the header of its fills or of its cash, wherever that stands. */
export function isStatement(source: Source): boolean {
  if (source.kind !== 'rows') return false;
  return source.rows.some(({ cells }) => {
    // Each file that a member drops is looked through for this.
    if (!MARKS.some((mark) => cells.includes(mark))) return false;
    const columns = new Columns(cells);
    return columns.has(...TRADES) || columns.has(...CASH);
  });
}

/** Parts are told by their headers: titles differ between the exports of the platform, and some files have none. */
export function statementOf(rows: readonly Row[]): Statement {
  const sections = sectionsOf(rows);
  const first = (...columns: readonly string[]) => sections.find((each) => each.columns.has(...columns)) ?? null;
  const said = rows.map(({ cells }) => TITLE.exec(cells[0] ?? '')?.groups).find(Boolean);
  return {
    trades: first(...TRADES),
    cash: sections.filter(({ columns }) => columns.has(...CASH) && !columns.has('Amount(USD)')),
    orders: first('Time Placed', 'Status'),
    profits: first('Symbol', 'P/L Day'),
    account: said?.['account'] ?? null,
    since: said?.['since'] ?? null,
    through: said?.['through'] ?? null,
  };
}

function sectionsOf(rows: readonly Row[]): readonly Section[] {
  const sections: { columns: Columns; rows: Row[] }[] = [];
  let begins = true;
  for (const row of rows) {
    if (isTitle(row)) begins = true;
    else if (begins) {
      sections.push({ columns: new Columns(row.cells), rows: [] });
      begins = false;
    } else sections.at(-1)?.rows.push(row);
  }
  return sections;
}

function isTitle({ cells }: Row): boolean {
  return cells[0] !== '' && cells.slice(1).every((cell) => cell === '');
}
