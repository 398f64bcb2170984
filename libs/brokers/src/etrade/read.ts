import { decimal, quotientText, ZERO } from '@singularity/domain';
import type { DecimalText, FillInstrument, Side } from '@singularity/domain';
import { actionOf, cashReasonOf, CORPORATE_ACTION, isCorporate, removalOf } from '../cells/actions.js';
import type { Action } from '../cells/actions.js';
import type { Cells } from '../cells/columns.js';
import { optionOf, stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { absolute } from '../cells/prices.js';
import { optionInWords } from '../cells/option-words.js';
import { isMoneyMarket } from '../cells/securities.js';
import type { Draft } from '../draft.js';
import { Removals } from '../removals.js';
import { RowFault } from '../reading.js';
import type { ReadOptions } from '../reading.js';
import type { Row } from '../source/source.js';

/** What the columns of a layout are called. */
export interface EtradeColumns {
  readonly date: string;
  readonly type: string;
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
}

interface File {
  readonly named: EtradeColumns;
  readonly draft: Draft;
  readonly moments: Moments;
  readonly removals: Removals;
}

const INSIDE = /^trnsfr |internal fund transfer/i;
const NOTHING = /^-*$/;

/** Rows of either layout. */
export function readEtrade(
  { rows, cellsOf }: { readonly rows: readonly Row[]; readonly cellsOf: (row: Row) => Cells },
  named: EtradeColumns,
  draft: Draft,
  options: ReadOptions,
): void {
  const moments = new Moments([], { order: 'mdy', timeZone: null }, options);
  const file: File = { named, draft, moments, removals: new Removals(draft) };
  for (const row of rows) draft.row(row, () => readRow(row, cellsOf(row), file));
  file.removals.done();
  draft.ask(moments.questions);
}

function readRow(row: Row, cell: Cells, file: File): void {
  const { named, draft } = file;
  if (row.cells.filter((each) => each !== '').length === 1) return draft.skip('Footnote');
  const moment = file.moments.read(cell(named.date));
  const type = cell(named.type);
  if (isMoneyMarket(cell('Symbol')) && !/interest/i.test(type)) return draft.skip('Money market');
  const quantity = readNumber(cell(named.quantity));
  if (quantity === null || quantity === '0') return readCash(cell, moment, file);
  readShares({ row, cell, moment, quantity }, file);
}

interface Shares {
  readonly row: Row;
  readonly cell: Cells;
  readonly moment: Moment;
  readonly quantity: DecimalText;
}

function readShares({ row, cell, moment, quantity }: Shares, { named, draft, removals }: File): void {
  const type = cell(named.type);
  const action = actionIn(type, quantity);
  const effect = removalOf(type);
  if (isCorporate(type)) return draft.hold(CORPORATE_ACTION);
  const instrument = instrumentOf(cell, moment);
  if (effect) return removals.remove(row, { instrument, quantity, moment, effect });
  if (!action) return draft.hold(CORPORATE_ACTION);
  removals.trade({
    ...action,
    instrument,
    quantity: absolute(quantity),
    price: priceOf(cell, named, quantity),
    fees: absolute(readNumber(cell('Commission')) ?? ZERO),
    currency: 'USD',
    moment,
  });
}

/** A sale without a further word closes, as `Sold Short` and `Sold To Open` have their own. Some files leave the words out. */
function actionIn(type: string, quantity: DecimalText): Action | null {
  const signed: Side = quantity.startsWith('-') ? 'sell' : 'buy';
  if (/^0?$/.test(type)) return { side: signed, effect: null };
  if (/dividend|reinvest/i.test(type)) return { side: signed, effect: null };
  const action = actionOf(type);
  return action && action.effect === null && action.side === 'sell' ? { side: 'sell', effect: 'close' } : action;
}

/** Shares for a dividend have no price: it is what was paid for each. */
function priceOf(cell: Cells, { price, amount }: EtradeColumns, quantity: DecimalText): DecimalText {
  const said = readNumber(cell(price));
  if (said !== null && said !== '0') return said;
  const paid = decimal(needNumber(cell(amount), amount)).abs();
  const each = quotientText(paid, decimal(quantity).abs(), 10);
  if (each === null || each === '0') throw new RowFault(`${price} is empty.`);
  return each;
}

function instrumentOf(cell: Cells, { at }: Moment): FillInstrument {
  const symbol = cell('Symbol');
  return optionInWords(cell('Description')) ?? optionOf(symbol.replace(/-+/, ''), at) ?? stock(symbol);
}

function readCash(cell: Cells, moment: Moment, { named, draft }: File): void {
  const [type, description] = [cell(named.type), cell('Description').replace(/\s+/g, ' ')];
  if (INSIDE.test(description)) return draft.skip('Moved between cash and margin');
  const amount = readNumber(cell(named.amount));
  if (amount === null || amount === '0')
    return isCorporate(type) ? draft.hold(CORPORATE_ACTION) : draft.skip('Row that moves no money');
  const words = /^0?$/.test(type) ? description : type;
  const said = cashReasonOf(words, amount);
  const reason = said === 'other' ? cashReasonOf(description, amount) : said;
  const note = [words, description].filter((part, index) => !NOTHING.test(part) && (index === 0 || part !== words));
  draft.cash({ amount, reason, note: note.join(' '), currency: 'USD', moment });
}
