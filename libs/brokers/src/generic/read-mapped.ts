import { decimal, parseCurrency, sum, toText, ZERO, zero } from '@singularity/domain';
import type { DecimalText, FillInstrument, Instant, Side } from '@singularity/domain';
import { cellsIn, needText } from '../cells/columns.js';
import type { Cells, Table } from '../cells/columns.js';
import { numberedInOrders, putInto } from '../cells/found.js';
import type { FoundFill } from '../cells/found.js';
import { crypto, future, optionOf, stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import { decimalMarkOf, needNumber, readNumber } from '../cells/numbers.js';
import type { DecimalMark } from '../cells/numbers.js';
import { optionInWords } from '../cells/option-words.js';
import { pairOf } from '../cells/pairs.js';
import { absolute } from '../cells/prices.js';
import { Draft } from '../draft.js';
import type { DraftFill } from '../draft.js';
import { RowFault } from '../reading.js';
import type { ReadOptions, Reading } from '../reading.js';
import { Unreadable } from '../source/source.js';
import type { Source } from '../source/source.js';
import { assetTypeOf } from './asset-types.js';
import { columnsOf, plainWord } from './mapping.js';
import type { ColumnMapping, FillMapping, PairMapping } from './mapping.js';
import { tableWith } from './table.js';

/** What is known of a file before its rows are read. */
interface File {
  readonly moments: Moments;
  readonly mark: DecimalMark;
  /** −1 where costs are written below zero, as most brokers do that write rebates above. */
  readonly costSign: 1 | -1;
}

/**
 * Reads a file that no reader knows by a mapping without faults. Rows without a quantity are left out: orders that were
 * never filled, totals, remarks. Costs have the sign that most fees of the file have.
 */
export function readMapped(source: Source, mapping: ColumnMapping, options: ReadOptions): Reading {
  const columns = columnsOf(mapping).flatMap(([, column]) => column ?? []);
  const table = tableWith(source, columns);
  if (!table) throw new Unreadable('This file does not have the columns that were chosen.');
  const file = fileOf(table, mapping, options);
  const draft = new Draft();
  const found: FoundFill[] = [];
  for (const row of table.rows)
    draft.row(row, () => {
      const cell = table.columns.of(row);
      const quantity = readNumber(cell(mapping.quantity), file.mark);
      if (quantity === null || quantity === ZERO) return draft.skip('Row without a quantity');
      const fills = mapping.rows === 'fills' ? [fillIn(cell, mapping, file)] : pairIn(cell, mapping, file);
      found.push(...fills.map((fill) => ({ line: row.line, fill })));
    });
  putInto(draft, numberedInOrders(found));
  draft.ask(file.moments.questions);
  return draft.done();
}

function fileOf(table: Table, mapping: ColumnMapping, options: ReadOptions): File {
  const dates = mapping.rows === 'fills' ? [mapping.date] : [mapping.entryDate, mapping.exitDate];
  const prices = mapping.rows === 'fills' ? [mapping.price] : [mapping.entryPrice, mapping.exitPrice];
  const fees = cellsIn(table, ...mapping.fees);
  const below = fees.filter((fee) => /^[-(]|-$/.test(fee) && /[1-9]/.test(fee)).length;
  const above = fees.filter((fee) => !/^[-(]|-$/.test(fee) && /[1-9]/.test(fee)).length;
  return {
    moments: new Moments(cellsIn(table, ...dates), { order: 'either', timeZone: null }, options),
    mark: decimalMarkOf([...cellsIn(table, mapping.quantity, ...prices), ...fees]),
    costSign: below > above ? -1 : 1,
  };
}

function fillIn(cell: Cells, mapping: FillMapping, file: File): DraftFill {
  const moment = file.moments.read(joined(cell, mapping.date, mapping.time));
  const id = mapping.id === null ? '' : cell(mapping.id);
  return {
    ...commonIn(cell, mapping, file, moment.at),
    ...(id ? { id } : {}),
    side: sideIn(cell, mapping, file),
    price: needNumber(cell(mapping.price), mapping.price, file.mark),
    fees: feesIn(cell, mapping, file),
    orderId: (mapping.orderId === null ? '' : cell(mapping.orderId)) || null,
    moment,
  };
}

/** Entry and exit. The fees of both stand in one row and go with the entry. */
function pairIn(cell: Cells, mapping: PairMapping, file: File): readonly DraftFill[] {
  const entered = file.moments.read(joined(cell, mapping.entryDate, mapping.entryTime));
  const exited = file.moments.read(joined(cell, mapping.exitDate, mapping.exitTime));
  const id = mapping.id === null ? '' : cell(mapping.id);
  const side = sideIn(cell, mapping, file);
  const common = commonIn(cell, mapping, file, entered.at);
  const price = (column: string) => needNumber(cell(column), column, file.mark);
  return [
    {
      ...common,
      ...(id ? { id: `${id}:entry` } : {}),
      side,
      price: price(mapping.entryPrice),
      fees: feesIn(cell, mapping, file),
      effect: 'open',
      moment: entered,
    },
    {
      ...common,
      ...(id ? { id: `${id}:exit` } : {}),
      side: side === 'buy' ? 'sell' : 'buy',
      price: price(mapping.exitPrice),
      effect: 'close',
      moment: exited,
    },
  ];
}

function commonIn(cell: Cells, mapping: ColumnMapping, { mark }: File, at: Instant) {
  const { quantity, currency, account } = mapping;
  return {
    instrument: instrumentIn(cell, mapping, at),
    quantity: absolute(needNumber(cell(quantity), quantity, mark)),
    currency: currency === null ? null : parseCurrency(cell(currency)),
    account: (account === null ? '' : cell(account)) || null,
  };
}

function joined(cell: Cells, date: string, time: string | null): string {
  return [needText(cell(date), date), time === null ? '' : cell(time)].filter(Boolean).join(' ');
}

function sideIn(cell: Cells, { side, quantity }: ColumnMapping, { mark }: File): Side {
  if (!side) return needNumber(cell(quantity), quantity, mark).startsWith('-') ? 'sell' : 'buy';
  const word = plainWord(cell(side.column));
  if (side.buy.some((each) => plainWord(each) === word)) return 'buy';
  if (side.sell.some((each) => plainWord(each) === word)) return 'sell';
  throw new RowFault(`${side.column} is “${word.slice(0, 40)}”, which is no word for buying or selling.`);
}

function feesIn(cell: Cells, { fees }: ColumnMapping, { mark, costSign }: File): DecimalText {
  const paid = fees.map((column) => readNumber(cell(column), mark));
  return toText(sum(paid.map((each) => (each ? decimal(each) : zero))).times(costSign));
}

function instrumentIn(cell: Cells, { symbol, assetType, currency }: ColumnMapping, at: Instant): FillInstrument {
  const written = needText(cell(symbol), symbol);
  const type = 'is' in assetType ? assetType.is : assetTypeOf(cell(assetType.column));
  switch (type) {
    case 'stock':
      // The full name of an option says what it is, whatever the column says.
      return optionOf(written, at) ?? stock(written);
    case 'future':
      return future(written, at);
    case 'option': {
      const named = optionOf(written, at) ?? optionInWords(written);
      if (named) return named;
      throw new RowFault(`“${written.slice(0, 40)}” does not say which option it is.`);
    }
    case 'crypto':
      return coinIn(written, currency === null ? '' : cell(currency));
    case undefined:
      throw new RowFault(`“${'column' in assetType ? cell(assetType.column).slice(0, 40) : ''}” is not an asset type.`);
  }
}

/** A pair, or a coin alone where the file says what it was paid with. */
function coinIn(written: string, currency: string): FillInstrument {
  if (currency !== '' && /^[A-Z0-9]{2,10}$/i.test(written) && !written.toUpperCase().endsWith(currency.toUpperCase()))
    return crypto(written, currency);
  const { base, quote } = pairOf(written);
  return crypto(base, quote);
}
