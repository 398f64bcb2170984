import { decimal, parseCurrency, PLACES, quotientText, sum, toText, ZERO, zero } from '@singularity/domain';
import type { DecimalText, FillEffect, FillInstrument, Instant, Side } from '@singularity/domain';
import { needText } from '../cells/columns.js';
import type { Cells } from '../cells/columns.js';
import { crypto, future, optionNamed, optionOf, stock } from '../cells/instruments.js';
import type { Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { pairOf } from '../cells/pairs.js';
import { absolute, priceIn } from '../cells/prices.js';
import { readDay } from '../cells/wall-time.js';
import { knownIn, meaningOf } from '../cells/words.js';
import type { DraftFill } from '../draft.js';
import { RowFault } from '../reading.js';

interface Action {
  readonly side: Side;
  readonly effect: FillEffect | null;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  BUY_TO_OPEN: { side: 'buy', effect: 'open' },
  SELL_TO_OPEN: { side: 'sell', effect: 'open' },
  BUY_TO_CLOSE: { side: 'buy', effect: 'close' },
  SELL_TO_CLOSE: { side: 'sell', effect: 'close' },
  BUY: { side: 'buy', effect: null },
  SELL: { side: 'sell', effect: null },
};
const ONE = '1' as DecimalText;

/** What one unit cost, and what a point of it is worth where that is not the same for all of its kind. */
export interface Priced {
  readonly price: DecimalText;
  readonly multiplier: DecimalText | null;
}

/** A trade, or shares that were delivered. */
export function fillIn(cell: Cells, moments: Moments, pricedIn: (quantity: DecimalText) => Priced): DraftFill {
  const moment = moments.read(cell('Date'));
  const { side, effect } = meaningOf(actionOf(cell), 'Action', ACTIONS);
  const quantity = absolute(needNumber(cell('Quantity'), 'Quantity'));
  return {
    ...pricedIn(quantity),
    instrument: instrumentIn(cell, moment.at),
    side,
    effect,
    quantity,
    fees: feesIn(cell),
    currency: parseCurrency(cell('Currency')),
    orderId: cell('Order #') || null,
    moment,
  };
}

/** `BUY_TO_OPEN`, or `Buy to Open` in older files. */
function actionOf(cell: Cells): string {
  return cell('Action').replaceAll(' ', '_').toUpperCase();
}

/** The side that a row names; null where it names none, as older files do where an option ends. */
export function sideNamed(cell: Cells): Side | null {
  return knownIn(ACTIONS, actionOf(cell))?.side ?? null;
}

/** Costs stand below zero. */
export function feesIn(cell: Cells): DecimalText {
  const paid = [cell('Commissions'), cell('Fees')].map((each) => readNumber(each));
  return toText(sum(paid.map((each) => (each ? decimal(each) : zero))).negated());
}

/** Of a row of the CSV. */
export function pricedInRow(cell: Cells, quantity: DecimalText): Priced {
  const [value, average] = [readNumber(cell('Value')) ?? ZERO, readNumber(cell('Average Price'))];
  const said = readNumber(cell('Multiplier'));
  switch (cell('Instrument Type')) {
    case 'Future':
      return { price: priceWrittenIn(cell), multiplier: null };
    case 'Future Option': {
      const price = priceWrittenIn(cell);
      const points = decimal(price).times(decimal(quantity));
      return { price, multiplier: quotientText(decimal(value).abs(), points, PLACES.money) ?? said };
    }
    default: {
      const units = toText(decimal(quantity).times(decimal(said ?? ONE)));
      const stated = average && quotientText(decimal(average).abs(), decimal(said ?? ONE), PLACES.money);
      return { price: priceIn(value, units, stated) ?? ZERO, multiplier: said };
    }
  }
}

/** The price in `Bought 1 /MESH6 @ 6900.25`. */
function priceWrittenIn(cell: Cells): DecimalText {
  const written = /@\s*(-?[\d,.]+)\s*$/.exec(cell('Description'))?.[1];
  if (!written) throw new RowFault('Description does not say the price of this future.');
  return absolute(needNumber(written, 'Description'));
}

export function instrumentIn(cell: Cells, at: Instant): FillInstrument {
  const symbol = needText(cell('Symbol'), 'Symbol');
  switch (cell('Instrument Type')) {
    case 'Equity Option':
    case 'Future Option':
      return optionOf(symbol, at) ?? optionIn(cell, at);
    case 'Future':
      return future(symbol, at);
    case 'Cryptocurrency': {
      const { base, quote } = pairOf(symbol);
      return crypto(base, quote);
    }
    default:
      return stock(symbol);
  }
}

/** Options on futures have names of the exchange's own; what they are stands in columns. */
function optionIn(cell: Cells, at: Instant): FillInstrument {
  const written = needText(cell('Underlying Symbol') || cell('Root Symbol'), 'Underlying Symbol');
  return optionNamed({
    symbol: written.startsWith('/') ? future(written, at).symbol : written,
    direction: meaningOf(cell('Call or Put'), 'Call or Put', { CALL: 'CALL', PUT: 'PUT' }),
    strike: needNumber(cell('Strike Price'), 'Strike Price'),
    expiration: readDay(cell('Expiration Date'), 'mdy'),
  });
}
