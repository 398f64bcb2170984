import { decimal, quotientText, ZERO } from '@singularity/domain';
import type { DecimalText, FillInstrument, Side } from '@singularity/domain';
import { cashReasonOf, CORPORATE_ACTION } from '../cells/actions.js';
import { needText, tableIn } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { costsIn, sharesOf, worthOf } from '../cells/costs.js';
import { stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { optionInWords } from '../cells/option-words.js';
import type { Draft } from '../draft.js';
import { RowFault } from '../reading.js';
import type { Reader } from '../reader.js';
import { CASH_CODES, OPTION_CODES, REMOVAL_CODES } from './codes.js';

const COLUMNS = ['Activity Date', 'Instrument', 'Description', 'Trans Code', 'Quantity', 'Price', 'Amount'];

/**
 * "Account activity report" of Robinhood (its own export, seen from 2023 to 2026), without crypto and futures. Days without
 * times. A row is a fill; the same can stand several times. Fees are not stated: they are what `Amount` differs by. Prices of
 * shares are rounded to cents while amounts are exact, so where the difference cannot be a fee the price is taken out of the
 * amount. There is no word for a short sale of shares: a sale closes. The file ends with a footnote in a column of its own.
 */
export const robinhoodActivity: Reader = {
  platform: 'robinhood',
  kind: 'activity',
  name: 'Robinhood account activity',
  recognises: (source) => tableIn(source, COLUMNS) !== null,
  read(source, draft, options) {
    const table = tableIn(source, COLUMNS);
    if (!table) return;
    const moments = new Moments([], { order: 'mdy', timeZone: null }, options);
    for (const row of table.rows) draft.row(row, () => readRow(table.columns.of(row), moments, draft));
    draft.ask(moments.questions);
  },
};

function readRow(cell: Cells, moments: Moments, draft: Draft): void {
  if (cell('Trans Code') === '' && cell('Activity Date') === '') return draft.skip('Footnote');
  const code = needText(cell('Trans Code'), 'Trans Code').toUpperCase();
  const moment = moments.read(needText(cell('Activity Date'), 'Activity Date'));
  const trade = OPTION_CODES[code];
  if (trade) return readTrade({ cell, moment, ...trade, instrument: needOption(cell) }, draft);
  if (code === 'BUY' || code === 'SELL') {
    const [side, effect] = code === 'BUY' ? (['buy', null] as const) : (['sell', 'close'] as const);
    return readTrade({ cell, moment, side, effect, instrument: stock(cell('Instrument')) }, draft);
  }
  if (REMOVAL_CODES[code]) return readRemoval(cell, moment, draft);
  readCash(cell, moment, draft);
}

interface Trade {
  readonly cell: Cells;
  readonly moment: Moment;
  readonly instrument: FillInstrument;
  readonly side: Side;
  readonly effect: 'open' | 'close' | null;
}

function readTrade({ cell, moment, instrument, side, effect }: Trade, draft: Draft): void {
  const quantity = needNumber(cell('Quantity'), 'Quantity');
  const said = needNumber(cell('Price'), 'Price');
  const amount = readNumber(cell('Amount'));
  const exact = amount && exactPrice({ instrument, side, quantity, said, amount });
  const price = exact ?? said;
  const fees = amount && { fees: costsIn(amount, worthOf(instrument, quantity, price), side) };
  draft.fill({ instrument, side, effect, quantity, price, ...fees, currency: 'USD', moment });
}

/** The price before it was rounded, where the amount tells it: shares are bought without a fee, and no fee is below zero. */
function exactPrice({
  instrument,
  side,
  quantity,
  said,
  amount,
}: Pick<Trade, 'instrument' | 'side'> & Readonly<Record<'quantity' | 'said' | 'amount', DecimalText>>) {
  if (instrument.assetType !== 'stock') return null;
  const costs = decimal(costsIn(amount, worthOf(instrument, quantity, said), side));
  if (side === 'sell' && !costs.isNegative()) return null;
  const price = quotientText(decimal(amount).abs(), decimal(quantity), 6);
  return price && decimal(price).times(decimal(quantity)).eq(decimal(amount).abs()) ? price : null;
}

/** `3S` are three that were written, which a purchase closes. One that settles in cash has an amount. */
function readRemoval(cell: Cells, moment: Moment, draft: Draft): void {
  const effect = REMOVAL_CODES[cell('Trans Code').toUpperCase()] ?? 'expire';
  const written = /s$/i.test(cell('Quantity')) || effect === 'assign';
  const instrument = needOption(cell);
  const quantity = needNumber(cell('Quantity').replace(/s$/i, ''), 'Quantity');
  const settled = decimal(readNumber(cell('Amount')) ?? ZERO).abs();
  const shares = decimal(quantity).times(sharesOf(instrument.assetType));
  const price = quotientText(settled, shares, 10) ?? ZERO;
  draft.fill({ instrument, side: written ? 'buy' : 'sell', quantity, price, effect, currency: 'USD', moment });
}

function needOption(cell: Cells): FillInstrument {
  const instrument = optionInWords(cell('Description'));
  if (!instrument) throw new RowFault(`“${cell('Description').slice(0, 40)}” names no option.`);
  return instrument;
}

function readCash(cell: Cells, moment: Moment, draft: Draft): void {
  const quantity = readNumber(cell('Quantity').replace(/s$/i, ''));
  if (quantity !== null && quantity !== '0') return draft.hold(CORPORATE_ACTION);
  const amount = readNumber(cell('Amount'));
  if (amount === null || amount === ZERO) return draft.skip('Row that moves no money');
  const known = CASH_CODES[cell('Trans Code').toUpperCase()];
  const note = cell('Description').replace(/\s+/g, ' ');
  const transfer = amount.startsWith('-') ? ('withdrawal' as const) : ('deposit' as const);
  const reason = known === 'transfer' ? transfer : (known ?? cashReasonOf(note, amount));
  draft.cash({ amount, reason, note, currency: 'USD', moment });
}
