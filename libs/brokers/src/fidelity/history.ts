import { decimal, quotientText, sum, toText, zero } from '@singularity/domain';
import type { DecimalText, FillEffect, FillInstrument } from '@singularity/domain';
import { actionOf, cashReasonOf, CORPORATE_ACTION, isCorporate, removalOf } from '../cells/actions.js';
import type { Action } from '../cells/actions.js';
import { firstOf, tableIn } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { optionOf, stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { readNumber } from '../cells/numbers.js';
import { isBond, isMoneyMarket } from '../cells/securities.js';
import type { Draft } from '../draft.js';
import { Removals } from '../removals.js';
import { RowFault } from '../reading.js';
import type { Reader } from '../reader.js';
import type { Row } from '../source/source.js';

const COLUMNS = ['Run Date', 'Action', 'Symbol', 'Description', 'Quantity'];
const CORRECTION = /\bcancel|\bcxl\b|\bcorrected\b/i;
/** Names of companies follow, and some of them have such words in them, too. */
const TRADE = /^you (?:bought|sold)(?: (?:opening|closing) transaction| short (?:sale|cover))?/i;
const AS_OF = /\bas of (?:(?<word>[A-Za-z]{3})-(?<day>\d{1,2})-(?<year>\d{4})|(?<plain>[\d/-]{8,10}))/i;

/**
 * "Activity & Orders" and "History" of Fidelity (the platform's own export, `History_for_Account_….csv`). Days without times;
 * the day that an action names (`as of Nov-20-2025`) is when it happened. The account has a column in one layout of two.
 * Quantities are signed, and for options that expired the sign is used in two ways: the trades of the file tell.
 */
export const fidelityHistory: Reader = {
  platform: 'fidelity',
  kind: 'history',
  name: 'Fidelity account history',
  recognises: (source) => tableIn(source, COLUMNS) !== null,
  read(source, draft, options) {
    const table = tableIn(source, COLUMNS);
    if (!table) return;
    const moments = new Moments([], { order: 'mdy', timeZone: null }, options);
    const file: File = { draft, moments, removals: new Removals(draft) };
    for (const row of table.rows) draft.row(row, () => readRow(row, table.columns.of(row), file));
    file.removals.done();
    draft.ask(moments.questions);
  },
};

interface File {
  readonly draft: Draft;
  readonly moments: Moments;
  readonly removals: Removals;
}

function readRow(row: Row, cell: Cells, file: File): void {
  const { draft, removals } = file;
  const action = cell('Action');
  if (action === '') return draft.skip('Footnote');
  const moment = momentOf(cell, file.moments);
  if (isMoneyMarket(cell('Symbol')) && !/dividend|interest/i.test(action)) return draft.skip('Money market');
  if (isBond(cell('Symbol'))) return draft.skip('Bond or bill');
  const quantity = readNumber(cell('Quantity'));
  if (quantity === null || quantity === '0') return readCash(cell, moment, draft);
  if (CORRECTION.test(action)) return draft.hold('A trade that the broker cancelled or corrected: enter it by hand.');
  const instrument = instrumentOf(cell('Symbol'), moment);
  const effect = removalIn(action, instrument);
  if (effect) return removals.remove(row, { instrument, quantity, moment, effect, account: accountOf(cell) });
  const trade = tradeIn(action, instrument);
  if (!trade) return draft.hold(CORPORATE_ACTION);
  removals.trade({ ...trade, ...amountsOf(cell, quantity), instrument, account: accountOf(cell), moment });
}

function momentOf(cell: Cells, moments: Moments): Moment {
  const { word, day, year, plain } = AS_OF.exec(cell('Action'))?.groups ?? {};
  return moments.read(word ? `${word} ${day} ${year}` : (plain ?? cell('Run Date')));
}

/** `-NVDA260710P195` is an option. */
function instrumentOf(symbol: string, { at }: Moment): FillInstrument {
  if (!symbol.startsWith('-')) return stock(symbol);
  const option = optionOf(symbol.replace('-', '.'), at);
  if (!option) throw new RowFault(`“${symbol.slice(0, 40)}” names no option.`);
  return option;
}

/** The shares of an assignment are bought or sold: only the option is taken away. */
function removalIn(action: string, { assetType }: FillInstrument): FillEffect | null {
  return assetType === 'option' && !/^you /i.test(action) ? removalOf(action) : null;
}

/** A sale of shares closes, as a short sale has words of its own; a call that is assigned is mostly covered by shares. */
function tradeIn(action: string, { assetType }: FillInstrument): Action | null {
  if (/^reinvestment/i.test(action)) return { side: 'buy', effect: null };
  const trade = actionOf(TRADE.exec(action)?.[0] ?? '');
  const closes = trade?.side === 'sell' && !trade.effect && assetType === 'stock';
  return closes ? { side: 'sell', effect: 'close' } : trade;
}

function amountsOf(cell: Cells, quantity: DecimalText) {
  const size = decimal(quantity).abs();
  const amount = readNumber(money(cell, 'Amount'));
  const price = readNumber(money(cell, 'Price')) ?? (amount && quotientText(decimal(amount).abs(), size, 10));
  if (price === null) throw new RowFault('Price is empty.');
  const costs = [money(cell, 'Commission'), money(cell, 'Fees')].map((cost) => readNumber(cost));
  return {
    quantity: toText(size),
    price,
    fees: toText(sum(costs.map((cost) => (cost ? decimal(cost).abs() : zero)))),
    currency: 'USD',
  };
}

/** Columns of money say so in one layout of two: `Amount ($)`. */
function money(cell: Cells, name: string): string {
  return firstOf(cell, `${name} ($)`, name);
}

function accountOf(cell: Cells): string | null {
  return cell('Account Number') || null;
}

function readCash(cell: Cells, moment: Moment, draft: Draft): void {
  const action = cell('Action');
  if (/^(?:purchase into|redemption from) core/i.test(action)) return draft.skip('Money market');
  const amount = readNumber(money(cell, 'Amount'));
  if (amount === null || amount === '0')
    return isCorporate(action) ? draft.hold(CORPORATE_ACTION) : draft.skip('Row that moves no money');
  const reason = cashReasonOf(action, amount);
  draft.cash({ amount, reason, note: action, account: accountOf(cell), currency: 'USD', moment });
}
