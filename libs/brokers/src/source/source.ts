/** One line of a table, with the line of the file in which it begins: what a fault is told by. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** An element of XML that has attributes: a report of Interactive Brokers says everything in them. */
export interface Element {
  readonly line: number;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a broker's API answered to one call, as text: nothing of it is lost, and a better reader can read it again. */
export interface Answer {
  /** What was asked, in a word of the connector's: `history`. */
  readonly call: string;
  readonly body: string;
}

/** Of which account answers are, and of which days: both ends are in. */
export interface AnswersOf {
  readonly broker: string;
  /** The account as the broker names it. */
  readonly account: string;
  readonly from: string;
  readonly to: string;
  /** When it was asked. */
  readonly at: string;
}

export interface Answers extends AnswersOf {
  readonly answers: readonly Answer[];
}

/** What a file holds, whatever it is written in: CSV, a sheet or the tables of a page are rows. Answers are a sync's. */
export type Source =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'elements'; readonly elements: readonly Element[] }
  | { readonly kind: 'answers'; readonly answers: Answers };

/** Why a file cannot be opened, in a sentence for the member whose file it is. */
export class Unreadable extends Error {}

/** How much a file may hold. Beyond it a file is refused before memory is spent on it. */
export const FILE_LIMITS = {
  /** Bytes of a file, and of what a workbook unpacks to. */
  bytes: 50 * 1024 * 1024,
  rows: 500_000,
  columns: 500,
  cells: 10_000_000,
  /** Elements inside elements. */
  depth: 200,
  /** Characters of one row. */
  row: 100_000,
} as const;

export const TOO_MANY_ROWS = `This file has more than ${FILE_LIMITS.rows.toLocaleString('en-US')} rows. Split it into smaller files.`;
export const TOO_MANY_COLUMNS = `A row of this file has more than ${FILE_LIMITS.columns} columns. This is not an export of a broker.`;
export const TOO_MANY_CELLS = `This file has more than ${FILE_LIMITS.cells.toLocaleString('en-US')} cells. Split it into smaller files.`;
export const TOO_LONG_A_ROW = `A row of this file is longer than ${FILE_LIMITS.row.toLocaleString('en-US')} characters. This is not an export of a broker.`;
export const TOO_DEEP = `This file has more than ${FILE_LIMITS.depth} elements inside each other. This is not an export of a broker.`;
