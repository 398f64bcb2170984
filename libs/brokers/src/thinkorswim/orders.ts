import { decimal, PLACES, quotient, sum, toText, ZERO, zero } from '@singularity/domain';
import type { DecimalText, FillInstrument } from '@singularity/domain';
import type { Cells } from '../cells/columns.js';
import { needText } from '../cells/columns.js';
import { future, optionOf, stock } from '../cells/instruments.js';
import type { Moment, Moments } from '../cells/moments.js';
import { needNumber, readNumber } from '../cells/numbers.js';
import { absolute } from '../cells/prices.js';
import { isBond } from '../cells/securities.js';
import { meaningOf } from '../cells/words.js';
import type { Draft } from '../draft.js';
import { RowFault } from '../reading.js';
import type { Row } from '../source/source.js';
import { priceIn, readPrice } from './prices.js';
import type { Section } from './sections.js';

/** A fill as the trade history has it: a row, and for a spread one more for each further leg, without a time of their own. */
export interface Filled {
  readonly time: string;
  readonly legs: readonly { readonly row: Row; readonly cell: Cells }[];
}

export function filledIn({ columns, rows }: Section): readonly Filled[] {
  const orders: { time: string; legs: { row: Row; cell: Cells }[] }[] = [];
  for (const row of rows) {
    const leg = { row, cell: columns.of(row) };
    const time = leg.cell('Exec Time');
    const last = orders.at(-1);
    if (time === '' && last) last.legs.push(leg);
    else orders.push({ time, legs: [leg] });
  }
  return orders;
}

/** What a fill and the cash of it have in common: `2026-01-05 BUY 500 NVDA 166.39`. Null where the row cannot be read. */
export function matchOf({ time, legs }: Filled, moments: Moments): string | null {
  const cell = legs[0]?.cell;
  if (!cell || time === '') return null;
  return unlessFaulty(() => {
    const quantity = absolute(needNumber(cell('Qty'), 'Qty'));
    const price = priceIn(cell('Net Price')) ?? priceIn(cell('Price'));
    const day = moments.read(time).written.slice(0, 10);
    return [day, cell('Side').toUpperCase(), quantity, plainSymbol(cell('Symbol')), price].join(' ');
  });
}

/** `/MGCJ26:XCEC` is `/MGCJ26`. */
export function plainSymbol(symbol: string): string {
  return symbol.toUpperCase().replace(/:\w+$/, '');
}

export function unlessFaulty<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowFault) return null;
    throw error;
  }
}

interface File {
  readonly draft: Draft;
  readonly moments: Moments;
  readonly account: string | null;
}

/** The legs of a fill, each a fill of its own. What they cost together is shared by their quantities. */
export function readFilled({ time, legs }: Filled, fees: DecimalText, { draft, moments, account }: File): void {
  const shares = sharesOf(
    fees,
    legs.map(({ cell }) => unlessFaulty(() => readNumber(cell('Qty'))) ?? ZERO),
  );
  legs.forEach(({ row, cell }, index) =>
    draft.row(row, () => {
      const idle = idleIn(cell);
      if (idle) return draft.skip(idle);
      if (isFutureOption(cell)) return draft.hold('An option on a future: enter it by hand.');
      const moment = moments.read(needText(time, 'Exec Time'));
      draft.fill({
        account,
        orderId: cell('Order ID').replace(/[="]/g, '') || null,
        instrument: instrumentOf(cell, moment),
        side: meaningOf(cell('Side'), 'Side', { BUY: 'buy', SELL: 'sell' } as const),
        effect: effectOf(cell('Pos Effect')),
        quantity: absolute(needNumber(cell('Qty'), 'Qty')),
        price: readPrice(cell('Price'), 'Price'),
        fees: shares[index] ?? ZERO,
        currency: 'USD',
        moment,
      });
    }),
  );
}

function idleIn(cell: Cells): string | null {
  if (cell('Type').toUpperCase() === 'FUND') return 'Mutual fund or money market';
  if (cell('Type').toUpperCase() === 'BOND' || isBond(cell('Symbol'))) return 'Bond or bill';
  return cell('Type').toUpperCase() === 'FOREX' ? 'Currency pair' : null;
}

function isFutureOption(cell: Cells): boolean {
  return /^(?:call|put)$/i.test(cell('Type')) && cell('Symbol').startsWith('/');
}

function effectOf(words: string): 'open' | 'close' | null {
  if (/open/i.test(words)) return 'open';
  return /clos/i.test(words) ? 'close' : null;
}

function instrumentOf(cell: Cells, { at }: Moment): FillInstrument {
  const symbol = plainSymbol(needText(cell('Symbol'), 'Symbol'));
  if (symbol.startsWith('/')) return future(symbol, at);
  if (!/^(?:call|put)$/i.test(cell('Type'))) return stock(symbol);
  return optionOfTerms({ symbol, day: cell('Exp'), strike: cell('Strike'), right: cell('Type') }, at);
}

const WHOLE_DAY = /^\d{1,2} [A-Z]{3} \d{2,4}(?!\d)/i;

/** Old statements name the month alone (`MAR 15`), which does not say the day. */
export function optionOfTerms(
  { symbol, day, strike, right }: Readonly<Record<'symbol' | 'day' | 'strike' | 'right', string>>,
  at: Moment['at'],
): FillInstrument {
  const expiration = WHOLE_DAY.exec(day)?.[0];
  if (!expiration) throw new RowFault(`“${day.slice(0, 40)}” does not say on which day the option expires.`);
  const price = needNumber(strike, 'Strike');
  const named = optionOf(`${symbol} ${expiration} ${price} ${right}`, at);
  if (!named) throw new RowFault(`“${[symbol, day, strike, right].join(' ').slice(0, 60)}” names no option.`);
  return named;
}

/** In proportion to the quantities, the last taking what is left. */
function sharesOf(total: DecimalText, quantities: readonly DecimalText[]): readonly DecimalText[] {
  const sizes = quantities.map((each) => decimal(each).abs());
  const all = sum(sizes);
  const shares = sizes.map((size) => quotient(decimal(total).times(size), all, PLACES.money) ?? zero);
  const last = decimal(total).minus(sum(shares.slice(0, -1)));
  return [...shares.slice(0, -1), last].map((share) => toText(share));
}
