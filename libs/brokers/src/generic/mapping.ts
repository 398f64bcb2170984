import type { AssetType, Problem } from '@singularity/domain';

/**
 * What the columns of a file mean that no reader knows: said by the member once and kept. Columns are called as
 * `columnNames` calls them.
 */
export type ColumnMapping = FillMapping | PairMapping;

/** Each row is something that was executed. */
export interface FillMapping extends CommonColumns {
  readonly rows: 'fills';
  readonly price: string;
  readonly date: string;
  /** Where the time of day stands apart from the date. */
  readonly time: string | null;
  readonly orderId: string | null;
}

/** Each row is a round trip, or a piece of one: entry and exit. */
export interface PairMapping extends CommonColumns {
  readonly rows: 'pairs';
  readonly entryPrice: string;
  readonly entryDate: string;
  readonly entryTime: string | null;
  readonly exitPrice: string;
  readonly exitDate: string;
  readonly exitTime: string | null;
}

interface CommonColumns {
  readonly symbol: string;
  /** A column of words such as “Stock” and “Option”, or what all of the file is. */
  readonly assetType: { readonly column: string } | { readonly is: AssetType };
  /** Null where quantities below zero are sales. Of a pair it is the side that opened it: long or short. */
  readonly side: SideColumn | null;
  readonly quantity: string;
  /** All of them are added. */
  readonly fees: readonly string[];
  readonly currency: string | null;
  readonly account: string | null;
  /** The id of the execution, or of the pair. */
  readonly id: string | null;
}

/** The column that tells buying from selling, and its words. Their case makes no difference. */
export interface SideColumn {
  readonly column: string;
  readonly buy: readonly string[];
  readonly sell: readonly string[];
}

/** Each column that a mapping names, by the field of the mapping. Null is one that the file does not need to have. */
export function columnsOf(mapping: ColumnMapping): readonly (readonly [field: string, column: string | null])[] {
  const { symbol, assetType, side, quantity, fees, currency, account, id } = mapping;
  const common: readonly (readonly [string, string | null])[] = [
    ['symbol', symbol],
    ['assetType.column', 'column' in assetType ? assetType.column : null],
    ['side.column', side ? side.column : null],
    ['quantity', quantity],
    ...fees.map((column, index) => [`fees.${index}`, column] as const),
    ['currency', currency],
    ['account', account],
    ['id', id],
  ];
  if (mapping.rows === 'fills') {
    const { price, date, time, orderId } = mapping;
    return [...common, ['price', price], ['date', date], ['time', time], ['orderId', orderId]];
  }
  const { entryPrice, entryDate, entryTime, exitPrice, exitDate, exitTime } = mapping;
  return [
    ...common,
    ['entryPrice', entryPrice],
    ['entryDate', entryDate],
    ['entryTime', entryTime],
    ['exitPrice', exitPrice],
    ['exitDate', exitDate],
    ['exitTime', exitTime],
  ];
}

/** What is wrong with a mapping for a file with these columns, at its fields. */
export function mappingFaults(mapping: ColumnMapping, header: readonly string[]): readonly Problem[] {
  const known = new Set(header);
  const ofColumns = columnsOf(mapping).flatMap(([field, column]): readonly Problem[] => {
    if (column === null) return [];
    if (column === '') return [{ field, message: 'Choose a column.' }];
    return known.has(column) ? [] : [{ field, message: `This file has no column “${column}”.` }];
  });
  return [...ofColumns, ...(mapping.side ? wordFaults(mapping.side) : [])];
}

function wordFaults({ buy, sell }: SideColumn): readonly Problem[] {
  const [bought, sold] = [buy, sell].map((words) => words.map(plainWord).filter((word) => word !== ''));
  const both = bought?.find((word) => sold?.includes(word));
  return [
    ...(bought?.length === 0 ? [{ field: 'side.buy', message: 'Enter the word that stands for buying.' }] : []),
    ...(sold?.length === 0 ? [{ field: 'side.sell', message: 'Enter the word that stands for selling.' }] : []),
    ...(both === undefined ? [] : [{ field: 'side.sell', message: `“${both}” cannot stand for buying and selling.` }]),
  ];
}

export function plainWord(word: string): string {
  return word.trim().toLowerCase();
}
