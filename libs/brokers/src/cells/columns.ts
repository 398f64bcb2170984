import type { Row, Source } from '../source/source.js';
import { RowFault } from '../reading.js';

/** The cells of a row by the names of their columns. */
export type Cells = (column: string) => string;

/** Where columns stand. Names are compared without case, marks and spaces at the ends. */
export class Columns {
  private readonly places = new Map<string, number>();
  private readonly names: readonly string[];
  /** By the names that were asked for: the same few ones in each row. */
  private readonly asked = new Map<string, number>();

  constructor(header: readonly string[]) {
    this.names = header.map(plainName);
    this.names.forEach((name, index) => {
      if (!this.places.has(name)) this.places.set(name, index);
    });
  }

  has(...columns: readonly string[]): boolean {
    return columns.every((column) => this.places.has(plainName(column)));
  }

  /** The cells of a row; a column that the file does not have, or a row that ends before it, is empty. */
  of({ cells }: Row): Cells {
    return (column) => cells[this.placeOf(column)] ?? '';
  }

  /** The first name that a pattern finds, without case; null where there is none. */
  named(pattern: RegExp): string | null {
    return this.names.find((name) => pattern.test(name)) ?? null;
  }

  private placeOf(column: string): number {
    const known = this.asked.get(column);
    if (known !== undefined) return known;
    const place = this.places.get(plainName(column)) ?? -1;
    this.asked.set(column, place);
    return place;
  }

  /** All places of a name that stands more than once. */
  every(column: string): readonly number[] {
    const name = plainName(column);
    return this.names.flatMap((each, index) => (each === name ? [index] : []));
  }
}

/** The first of some columns that has something in it. */
export function firstOf(cells: Cells, ...columns: readonly string[]): string {
  return columns.map(cells).find((cell) => cell !== '') ?? '';
}

export interface Table {
  readonly columns: Columns;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}

/** All cells of some columns: what is told by them together. */
export function cellsIn({ columns, rows }: Table, ...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => rows.map((row) => columns.of(row)(name)));
}

/** The header and what stands below it; null where no row among the first ones has all the columns. */
export function tableUnder(rows: readonly Row[], required: readonly string[], lookedAt = 40): Table | null {
  const index = rows.slice(0, lookedAt).findIndex(({ cells }) => new Columns(cells).has(...required));
  const header = rows[index]?.cells;
  return header ? { columns: new Columns(header), header, rows: rows.slice(index + 1) } : null;
}

/** As `tableUnder`, of a file that may hold something else than rows. */
export function tableIn(source: Source, required: readonly string[]): Table | null {
  return source.kind === 'rows' ? tableUnder(source.rows, required) : null;
}

export function needText(cell: string, name: string): string {
  if (cell === '') throw new RowFault(`${name} is empty.`);
  return cell;
}

function plainName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
