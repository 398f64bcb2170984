import type { ImportMapping } from '@singularity/contract';
import { ASSET_TYPES } from '@singularity/domain';
import type { Problem } from '@singularity/domain';

/** Columns that say one thing each, with what they are called. */
export const COLUMN_LABELS = {
  symbol: 'Symbol',
  quantity: 'Quantity',
  price: 'Price',
  date: 'Date',
  time: 'Time, if apart from the date',
  entryPrice: 'Entry price',
  entryDate: 'Entry date',
  entryTime: 'Entry time, if apart',
  exitPrice: 'Exit price',
  exitDate: 'Exit date',
  exitTime: 'Exit time, if apart',
  currency: 'Currency',
  account: 'Account',
  id: 'Fill or trade ID',
  orderId: 'Order ID',
} as const;
export type ColumnField = keyof typeof COLUMN_LABELS;

interface FieldsOfRows {
  readonly needed: readonly ColumnField[];
  readonly optional: readonly ColumnField[];
}

const FIELDS: Readonly<Record<ImportMapping['rows'], FieldsOfRows>> = {
  fills: {
    needed: ['symbol', 'quantity', 'price', 'date'],
    optional: ['time', 'currency', 'account', 'id', 'orderId'],
  },
  pairs: {
    needed: ['symbol', 'quantity', 'entryPrice', 'entryDate', 'exitPrice', 'exitDate'],
    optional: ['entryTime', 'exitTime', 'currency', 'account', 'id'],
  },
};

/** A mapping as a form has it, at the place where the server names its faults: a column that is not there is empty. */
export interface ColumnsDraft {
  mapping: Record<ColumnField, string> & {
    rows: string;
    /** `is:stock`, or `column:` with a column that says it. */
    assetType: string;
    sideColumn: string;
    buy: string;
    sell: string;
    fees: readonly string[];
  };
}

export function fieldsOf({ mapping: { rows } }: ColumnsDraft): FieldsOfRows {
  return FIELDS[rows === 'pairs' ? 'pairs' : 'fills'];
}

const IS = 'is:';
const COLUMN = 'column:';

/** Where nothing is suggested. */
const UNKNOWN = {
  rows: 'fills',
  assetTypeColumn: null,
  assetType: null,
  sideColumn: null,
  buy: [],
  sell: [],
  fees: [],
};

export function draftOf(known: ImportMapping | null): ColumnsDraft {
  const { rows, assetTypeColumn, assetType, sideColumn, buy, sell, fees } = known ?? UNKNOWN;
  const fields = Object.keys(COLUMN_LABELS) as ColumnField[];
  const columns = Object.fromEntries(fields.map((field) => [field, known?.[field] ?? '']));
  return {
    mapping: {
      ...(columns as Record<ColumnField, string>),
      rows,
      assetType: assetTypeColumn === null ? `${IS}${assetType ?? 'stock'}` : `${COLUMN}${assetTypeColumn}`,
      sideColumn: sideColumn ?? '',
      buy: buy.join(', '),
      sell: sell.join(', '),
      fees,
    },
  };
}

/** What is still missing. */
export function problemsOf(draft: ColumnsDraft): readonly Problem[] {
  const { sideColumn, buy, sell } = draft.mapping;
  const missing = fieldsOf(draft).needed.filter((field) => draft.mapping[field] === '');
  const wordless =
    sideColumn === '' ? [] : Object.entries({ buy, sell }).filter(([, typed]) => words(typed).length === 0);
  return [
    ...missing.map((field) => ({ field: `mapping.${field}`, message: 'Choose a column.' })),
    ...wordless.map(([field]) => ({ field: `mapping.${field}`, message: 'Enter at least one word.' })),
  ];
}

export function readMapping(draft: ColumnsDraft): ImportMapping {
  const { mapping } = draft;
  const { needed, optional } = fieldsOf(draft);
  const used: readonly ColumnField[] = [...needed, ...optional];
  const column = (field: ColumnField) => (used.includes(field) && mapping[field] !== '' ? mapping[field] : null);
  const hasSide = mapping.sideColumn !== '';
  const assetColumn = mapping.assetType.startsWith(COLUMN) ? mapping.assetType.slice(COLUMN.length) : null;
  const optionalColumns = Object.keys(COLUMN_LABELS).map((field) => [field, column(field as ColumnField)]);
  return {
    ...(Object.fromEntries(optionalColumns) as Record<ColumnField, string | null>),
    rows: mapping.rows === 'pairs' ? 'pairs' : 'fills',
    symbol: mapping.symbol,
    quantity: mapping.quantity,
    assetTypeColumn: assetColumn,
    assetType: ASSET_TYPES.find((type) => `${IS}${type}` === mapping.assetType) ?? null,
    sideColumn: hasSide ? mapping.sideColumn : null,
    buy: hasSide ? words(mapping.buy) : [],
    sell: hasSide ? words(mapping.sell) : [],
    fees: mapping.fees,
  };
}

/** `Buy, BOT` are two. */
function words(typed: string): readonly string[] {
  return typed
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}
