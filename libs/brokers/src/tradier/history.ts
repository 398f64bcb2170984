import { decimal, ZERO } from '@singularity/domain';
import type { DecimalText, FillInstrument, Side } from '@singularity/domain';
import { cashReasonOf, CORPORATE_ACTION, isCorporate, removalOf } from '../cells/actions.js';
import { needText, tableIn } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { costsIn, worthOf } from '../cells/costs.js';
import { optionOf, stock } from '../cells/instruments.js';
import { Moments } from '../cells/moments.js';
import type { Moment } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { absolute } from '../cells/prices.js';
import type { Draft } from '../draft.js';
import { Removals } from '../removals.js';
import type { Reader } from '../reader.js';
import type { Row } from '../source/source.js';

const COLUMNS = ['Symbol', 'Price', 'Type', 'Description', 'Quantity', 'Commission', 'Amount', 'Date'];
const MIDNIGHT = /T00:00:00(?:\.0+)?Z$/;

/**
 * Account history of Tradier as CSV: the columns follow "Get account history" of Tradier's API; no file of the platform itself
 * was at hand. Days without times (each stands as midnight), no ids, and no side but the sign of the quantity. Costs beyond
 * the commission hide in the amount. Rows of type `option` take away what expired or was assigned. Purchases of a day come
 * before its sales, as nothing tells their order.
 */
export const tradierHistory: Reader = {
  platform: 'tradier',
  kind: 'history',
  name: 'Tradier account history',
  recognises: (source) => tableIn(source, COLUMNS) !== null,
  read(source, draft, options) {
    const table = tableIn(source, COLUMNS);
    if (!table) return;
    const moments = new Moments([], { order: 'mdy', timeZone: null }, options);
    const removals = new Removals(draft);
    for (const row of table.rows)
      draft.row(row, () => {
        const cell = table.columns.of(row);
        const moment = moments.read(cell('Date').replace(MIDNIGHT, ''));
        const type = needText(cell('Type'), 'Type').toLowerCase();
        if (type === 'trade') return removals.trade(tradeOf(cell, moment));
        if (type === 'option') return readRemoval({ row, cell, moment }, removals);
        readCash(cell, moment, draft);
      });
    removals.done();
    draft.ask(moments.questions);
  },
};

function instrumentOf(cell: Cells, { at }: Moment): FillInstrument {
  const symbol = needText(cell('Symbol'), 'Symbol');
  return optionOf(symbol, at) ?? stock(symbol);
}

function tradeOf(cell: Cells, moment: Moment) {
  const signed = needNumber(cell('Quantity'), 'Quantity');
  const side: Side = signed.startsWith('-') ? 'sell' : 'buy';
  const [quantity, price] = [absolute(signed), needNumber(cell('Price'), 'Price')];
  const instrument = instrumentOf(cell, moment);
  const worth = worthOf(instrument, quantity, price);
  return { instrument, side, quantity, price, fees: costsOf(cell, worth, side), currency: 'USD', moment };
}

/** All costs by the amount, and never less than the commission that is stated. */
function costsOf(cell: Cells, worth: ReturnType<typeof worthOf>, side: Side): DecimalText {
  const commission = absolute(readNumber(cell('Commission')) ?? ZERO);
  const amount = readNumber(cell('Amount'));
  const inAmount = amount && amount !== '0' ? costsIn(amount, worth, side) : commission;
  return decimal(inAmount).lt(decimal(commission)) ? commission : inAmount;
}

function readRemoval(
  { row, cell, moment }: { readonly row: Row; readonly cell: Cells; readonly moment: Moment },
  removals: Removals,
): void {
  const quantity = needNumber(cell('Quantity'), 'Quantity');
  const effect = removalOf(cell('Description')) ?? 'expire';
  removals.remove(row, { instrument: instrumentOf(cell, moment), quantity, moment, effect });
}

function readCash(cell: Cells, moment: Moment, draft: Draft): void {
  const words = `${cell('Type')} ${cell('Description')}`;
  const quantity = readNumber(cell('Quantity'));
  if ((quantity !== null && quantity !== '0') || isCorporate(words)) return draft.hold(CORPORATE_ACTION);
  const amount = readNumber(cell('Amount'));
  if (amount === null || amount === '0') return draft.skip('Row that moves no money');
  const byType = cashReasonOf(cell('Type'), amount);
  const reason = byType === 'other' ? cashReasonOf(words, amount) : byType;
  draft.cash({ amount, reason, note: cell('Description') || cell('Type'), currency: 'USD', moment });
}
