import type {
  ColumnPreference,
  CsvColumn,
  ListedTrade,
  TradeAnswer,
  TradeColumn,
  TradeSort,
} from '@singularity/contract';
import { isOneInOneOut } from '../trade-draft';
import * as write from './trade-cells';
import type { Cell, CellLabels, Write } from './trade-cells';

/** What can be edited in its cell. */
export type CellField = 'exitPrice' | 'fees' | 'stopPrice' | 'tags';

export interface Column {
  readonly name: string;
  readonly label: string;
  /** In pixels. */
  readonly width: number;
  readonly sort?: TradeSort;
  /** Its numbers stand under each other and are never cut, whatever its width. */
  readonly numeric?: boolean;
  /** Words may be cut, and take what room there is. */
  readonly words?: boolean;
  readonly edits?: CellField;
  /** Hidden until it is asked for. */
  readonly rare?: boolean;
  readonly cell: (trade: ListedTrade, labels: CellLabels) => Cell;
  /** What it is in a file. */
  readonly csv: readonly CsvColumn[];
}

/** A column that shows one field, and is that field in a file, with others that say what it means. */
function field<Name extends TradeColumn>(name: Name, writes: Write<TradeAnswer[Name]>, ...beside: TradeColumn[]) {
  const cell: Column['cell'] = (trade, labels) => writes(trade[name], trade, labels);
  return { name, cell, csv: [name, ...beside] };
}

/** Which row it is: always shown. */
export const NAME_COLUMN = 'symbol';

/** What a trade realized in the days that are asked for: shown as long as some are. */
export const REALIZED_COLUMN = 'realizedNet';

const WHOLE = ['entryAt', 'exitAt'] as const;

export const COLUMNS: readonly Column[] = [
  { name: 'date', label: 'Date', width: 96, sort: 'date', cell: write.dateCell, csv: WHOLE },
  { name: 'time', label: 'Time', width: 71, cell: write.timeCell, csv: WHOLE },
  { ...field(NAME_COLUMN, write.name, 'assetType', 'direction'), label: 'Symbol', width: 150, sort: 'symbol' },
  { ...field('netPnl', write.profit, 'currency'), label: 'Net P&L', width: 88, sort: 'netPnl', numeric: true },
  {
    name: REALIZED_COLUMN,
    label: 'Realized',
    width: 76,
    numeric: true,
    cell: write.realized,
    csv: ['realizedNet', 'currency'],
  },
  { ...field('pnlPercent', write.percent), label: 'Return', width: 70, sort: 'pnlPercent', numeric: true },
  { ...field('rMultiple', write.riskMultiple), label: 'R', width: 54, sort: 'rMultiple', numeric: true },
  { ...field('quantity', write.quantity), label: 'Qty', width: 44, sort: 'quantity', numeric: true },
  { ...field('entryPrice', write.price), label: 'Entry', width: 72, numeric: true },
  { ...field('exitPrice', write.price), label: 'Exit', width: 72, numeric: true, edits: 'exitPrice' },
  { ...field('fees', write.cost), label: 'Fees', width: 54, sort: 'fees', numeric: true, edits: 'fees' },
  { name: 'holding', label: 'Hold', width: 58, sort: 'holding', numeric: true, cell: write.holding, csv: WHOLE },
  { ...field('tags', write.tags), label: 'Tags', width: 56, words: true, edits: 'tags' },
  { ...field('accountId', write.account), label: 'Account', width: 74, words: true },
  { ...field('stopPrice', write.price), label: 'Stop', width: 76, numeric: true, edits: 'stopPrice', rare: true },
  { ...field('grossPnl', write.profit, 'currency'), label: 'Gross P&L', width: 84, numeric: true, rare: true },
  { ...field('entryAt', write.moment), label: 'Opened', width: 158, sort: 'entryAt', rare: true },
  { ...field('exitAt', write.moment), label: 'Closed', width: 158, sort: 'exitAt', rare: true },
  { ...field('status', write.status), label: 'Status', width: 76, rare: true },
  { ...field('fromBroker', write.source), label: 'Source', width: 70, rare: true },
  { ...field('assetType', write.assetType), label: 'Type', width: 76, rare: true },
  { ...field('notes', write.note), label: 'Notes', width: 200, words: true, rare: true },
];

/** Whether a cell can be edited on its own: the shorthand knows one entry and one exit, and no exit before its time. */
export function isEditable(trade: TradeAnswer, { edits }: Column): boolean {
  switch (edits) {
    case undefined:
      return false;
    case 'fees':
      return isOneInOneOut(trade);
    case 'exitPrice':
      return isOneInOneOut(trade) && trade.exitPrice !== null;
    default:
      return true;
  }
}

/** The columns as the member likes them; names that nobody knows any more are left out. */
export function columnsOf(preference: readonly ColumnPreference[] | null, { dated = false } = {}): readonly Column[] {
  const chosen = preference?.flatMap(({ name, width }) =>
    COLUMNS.filter((column) => column.name === name).map((column) => ({ ...column, width: width ?? column.width })),
  );
  const named = chosen ? withColumn(chosen, NAME_COLUMN, 0) : COLUMNS.filter(({ rare }) => !rare);
  if (!dated) return named.filter(({ name }) => name !== REALIZED_COLUMN);
  return withColumn(named, REALIZED_COLUMN, named.findIndex(({ name }) => name === 'netPnl') + 1 || named.length);
}

/** With a column that must be there, at an index where nobody has put it anywhere. */
function withColumn(columns: readonly Column[], wanted: string, index: number): readonly Column[] {
  const missing = COLUMNS.filter(({ name }) => name === wanted && columns.every((column) => column.name !== name));
  return columns.toSpliced(index, 0, ...missing);
}

/** Whether a column cannot be turned off, nor on. */
export function isFixed({ name }: Column): boolean {
  return name === NAME_COLUMN || name === REALIZED_COLUMN;
}

/** What to keep of columns: a width only where it is not the usual one. */
export function preferenceOf(columns: readonly Column[]): readonly ColumnPreference[] {
  return columns.map(({ name, width }) => {
    return width === usualWidthOf(name) ? { name } : { name, width };
  });
}

export function usualWidthOf(wanted: string): number | undefined {
  return COLUMNS.find(({ name }) => name === wanted)?.width;
}

/** The same columns for a file. */
export function csvColumnsOf(columns: readonly Column[]): readonly CsvColumn[] {
  return [...new Set(columns.flatMap(({ csv }) => csv))];
}

/** The list with one of its things one earlier or later; as it was at its ends. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const one = list[from];
  const other = list[from + by];
  if (one === undefined || other === undefined) return list;
  return list.map((item, index) => (index === from ? other : index === from + by ? one : item));
}
