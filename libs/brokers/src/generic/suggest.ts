import { ASSET_TYPES, guessAssetType, parseSymbol } from '@singularity/domain';
import type { AssetType } from '@singularity/domain';
import { assetTypeOf } from './asset-types.js';
import type { ColumnMapping, SideColumn } from './mapping.js';
import { columnsNamed } from './names.js';
import type { Field } from './names.js';

const BUYS = /^(?:b|bot|bid|bought|buy(?: .*)?|buy_.*|long|bto|btc|cover(?: .*)?|you bought.*)$/i;
const SELLS = /^(?:s|ss|sld|ask|sold|sell(?: .*)?|sell_.*|short|sto|stc|you sold.*)$/i;
const HAS_CLOCK = /\d{1,2}:\d{2}/;
const CLOCK = /^\d{1,2}:\d{2}/;

/** What a file says of a column. */
type Cells = (column: string) => readonly string[];

/**
 * What the columns of a file most likely mean, for the member to confirm, by their names and what stands in some rows. A
 * column that is needed and was not found is empty.
 */
export function suggestMapping(header: readonly string[], sampleRows: readonly (readonly string[])[]): ColumnMapping {
  const cells: Cells = (column) => {
    const index = header.indexOf(column);
    return sampleRows.map((row) => row[index] ?? '').filter((cell) => cell !== '');
  };
  const first = (field: Field) => columnsNamed(header, field)[0] ?? null;
  const symbol = first('symbol') ?? '';
  const common = {
    symbol,
    assetType: assetTypeIn(columnsNamed(header, 'assetType'), cells, cells(symbol)),
    side: sideIn(header, cells),
    quantity: first('quantity') ?? '',
    fees: columnsNamed(header, 'fees'),
    currency: first('currency'),
    account: first('account'),
    id: first('id'),
  };
  const [entryPrice, exitPrice] = [first('entryPrice'), first('exitPrice')];
  const [entered, exited] = [
    whenIn(columnsNamed(header, 'entryDate'), cells),
    whenIn(columnsNamed(header, 'exitDate'), cells),
  ];
  if (entryPrice && exitPrice && entered.date && exited.date)
    return {
      rows: 'pairs',
      ...common,
      entryPrice,
      entryDate: entered.date,
      entryTime: entered.time,
      exitPrice,
      exitDate: exited.date,
      exitTime: exited.time,
    };
  const when = whenIn([...columnsNamed(header, 'date'), ...columnsNamed(header, 'time')], cells);
  return { rows: 'fills', ...common, price: first('price') ?? '', ...when, orderId: first('orderId') };
}

/** The date, and a column of times of day where the one of dates has none. */
function whenIn(columns: readonly string[], cells: Cells): { readonly date: string; readonly time: string | null } {
  const isClock = (column: string) => cells(column).some((cell) => CLOCK.test(cell));
  const date = columns.find((column) => !isClock(column)) ?? '';
  const hasClock = cells(date).some((cell) => HAS_CLOCK.test(cell));
  return { date, time: hasClock ? null : (columns.find((column) => column !== date && isClock(column)) ?? null) };
}

function assetTypeIn(columns: readonly string[], cells: Cells, symbols: readonly string[]): ColumnMapping['assetType'] {
  const column = columns.find((each) => cells(each).length > 0 && cells(each).every((cell) => assetTypeOf(cell)));
  return column === undefined ? { is: likeliest(symbols) } : { column };
}

/** What most symbols look like. Options are found among stocks by their names. */
function likeliest(symbols: readonly string[]): AssetType {
  const guesses = symbols.map((symbol) => guessAssetType(parseSymbol(symbol) ?? ''));
  const count = (type: AssetType) => guesses.filter((guess) => guess === type).length;
  return ASSET_TYPES.reduce((most, type) => (count(type) > count(most) ? type : most), 'stock');
}

/** The column whose words all mean a side; where there is none, quantities below zero are taken as sales. */
function sideIn(header: readonly string[], cells: Cells): SideColumn | null {
  const named = columnsNamed(header, 'side');
  const wordsOf = (column: string) => [...new Set(cells(column))];
  const column = named.find((each) => cells(each).length > 0 && wordsOf(each).every(isSide)) ?? named.find(someSide);
  if (column === undefined) return null;
  const words = wordsOf(column);
  return { column, buy: orUsual(words, BUYS, 'Buy'), sell: orUsual(words, SELLS, 'Sell') };

  function someSide(each: string): boolean {
    return wordsOf(each).some(isSide);
  }
}

function isSide(word: string): boolean {
  return BUYS.test(word) || SELLS.test(word);
}

/** The words of the sample that mean it; a sample may have one side alone. */
function orUsual(words: readonly string[], meaning: RegExp, usual: string): readonly string[] {
  const found = words.filter((word) => meaning.test(word));
  return found.length > 0 ? found : [usual];
}
