import type { ColumnPreference, TradeColumn, TradeSort } from '@singularity/contract';

/** What can be edited in its cell. */
export type CellField = 'exitPrice' | 'fees' | 'stopPrice' | 'tags';

export interface Column {
  readonly name: string;
  readonly label: string;
  /** In pixels. */
  readonly width: number;
  readonly sort?: TradeSort;
  readonly numeric?: boolean;
  readonly edits?: CellField;
  /** Hidden until it is asked for. */
  readonly rare?: boolean;
  /** What it is in a file. */
  readonly csv: readonly TradeColumn[];
}

/** Which row it is: always shown. */
export const NAME_COLUMN = 'symbol';

export const COLUMNS: readonly Column[] = [
  { name: 'date', label: 'Date', width: 101, sort: 'date', csv: ['entryAt', 'exitAt'] },
  { name: NAME_COLUMN, label: 'Symbol', width: 190, sort: 'symbol', csv: ['symbol', 'assetType', 'direction'] },
  { name: 'netPnl', label: 'Net P&L', width: 119, sort: 'netPnl', numeric: true, csv: ['netPnl', 'currency'] },
  { name: 'pnlPercent', label: 'Return', width: 76, numeric: true, csv: ['pnlPercent'] },
  { name: 'rMultiple', label: 'R', width: 68, numeric: true, csv: ['rMultiple'] },
  { name: 'quantity', label: 'Quantity', width: 72, numeric: true, csv: ['quantity'] },
  { name: 'entryPrice', label: 'Entry', width: 102, numeric: true, csv: ['entryPrice'] },
  { name: 'exitPrice', label: 'Exit', width: 102, numeric: true, edits: 'exitPrice', csv: ['exitPrice'] },
  { name: 'fees', label: 'Fees', width: 78, numeric: true, edits: 'fees', csv: ['fees'] },
  { name: 'tags', label: 'Tags', width: 88, edits: 'tags', csv: ['tags'] },
  { name: 'accountId', label: 'Account', width: 92, csv: ['accountId'] },
  { name: 'stopPrice', label: 'Stop', width: 90, numeric: true, edits: 'stopPrice', rare: true, csv: ['stopPrice'] },
  { name: 'grossPnl', label: 'Gross P&L', width: 128, numeric: true, rare: true, csv: ['grossPnl', 'currency'] },
  { name: 'entryAt', label: 'Opened', width: 116, sort: 'entryAt', rare: true, csv: ['entryAt'] },
  { name: 'exitAt', label: 'Closed', width: 116, sort: 'exitAt', rare: true, csv: ['exitAt'] },
  { name: 'status', label: 'Status', width: 80, rare: true, csv: ['status'] },
  { name: 'assetType', label: 'Type', width: 80, rare: true, csv: ['assetType'] },
  { name: 'notes', label: 'Notes', width: 200, rare: true, csv: ['notes'] },
];

/** Room to select a row and to act upon it; in pixels. */
const SELECT = 36;
const ACTIONS = 40;

/** The columns as the member likes them; names that nobody knows any more are left out. */
export function columnsOf(preference: readonly ColumnPreference[] | null): readonly Column[] {
  if (!preference) return COLUMNS.filter(({ rare }) => !rare);
  const chosen = preference.flatMap(({ name, width }) =>
    COLUMNS.filter((column) => column.name === name).map((column) => ({ ...column, width: width ?? column.width })),
  );
  const named = chosen.some(({ name }) => name === NAME_COLUMN);
  return named ? chosen : [...COLUMNS.filter(({ name }) => name === NAME_COLUMN), ...chosen];
}

/** What to keep of columns: a width only where it is not the usual one. */
export function preferenceOf(columns: readonly Column[]): readonly ColumnPreference[] {
  return columns.map(({ name, width }) => {
    const usual = COLUMNS.find((column) => column.name === name)?.width;
    return width === usual ? { name } : { name, width };
  });
}

/** The tracks of a row: room to select, the columns, room to act. The name takes what is left over. */
export function tracksOf(columns: readonly Column[]): string {
  const tracks = columns.map(({ name, width }) => (name === NAME_COLUMN ? `minmax(${width}px, 1fr)` : `${width}px`));
  return [`${SELECT}px`, ...tracks, `${ACTIONS}px`].join(' ');
}

/** The least width of a row, in pixels. */
export function widthOf(columns: readonly Column[]): number {
  return columns.reduce((total, { width }) => total + width, SELECT + ACTIONS);
}

/** The same columns for a file. */
export function csvColumnsOf(columns: readonly Column[]): readonly TradeColumn[] {
  return [...new Set(columns.flatMap(({ csv }) => csv))];
}

/** The list with one of its things one earlier or later; as it was at its ends. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const one = list[from];
  const other = list[from + by];
  if (one === undefined || other === undefined) return list;
  return list.map((item, index) => (index === from ? other : index === from + by ? one : item));
}
