import { decimal, exactly, instrumentKey, quotientText, sum, toText, ZERO } from '@singularity/domain';
import type { DecimalText, FillInstrument } from '@singularity/domain';
import type { Book } from '@singularity/local/brokers/book.js';
import type { ExpectedFill, Instrument } from '@singularity/local/brokers/facts.js';
import { NEW_YORK, dayIn, momentIn } from '@singularity/local/brokers/times.js';
import type { BrokerRow } from './broker-rows.js';
import type { SaidFill } from './journal.js';

/** What a broker can tell of the fills of its book. */
export function fillsAsTold(book: Book, row: BrokerRow): readonly SaidFill[] {
  const fills = book.expected(row.account);
  const whole = row.orders === 'average' ? averaged(book, row.account, fills) : fills;
  return whole.map(({ instrument, side, quantity, price, at, fees, order }) => ({
    instrument: instrumentKey(instrumentOf(instrument)),
    side,
    quantity: exactly(quantity),
    price: exactly(price),
    at: order === null && row.endsAt !== null ? momentIn(dayIn(at, NEW_YORK), row.endsAt, NEW_YORK) : at,
    fees: row.fees ? exactly(fees) : ZERO,
  }));
}

/** Shows what is missing and what is too much, not all of it. */
export function expectSameFills(found: readonly SaidFill[], expected: readonly SaidFill[], row: BrokerRow): void {
  const [has, needs] = [linesOf(found, row), linesOf(expected, row)];
  expect({ missing: without(needs, has), tooMuch: without(has, needs) }).toEqual({ missing: [], tooMuch: [] });
}

/** Of equal lines as many are left as there are more of. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return lines.filter((line) => {
    const place = left.indexOf(line);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

/** Fills as lines, of times no more than the broker tells. */
function linesOf(fills: readonly SaidFill[], row: BrokerRow): readonly string[] {
  return fills
    .map(({ instrument, side, quantity, price, at, fees }) =>
      [instrument, side, quantity, '@', price, atOf(row, at), 'fees', fees].join(' '),
    )
    .sort();
}

/** A time as far as the broker tells it. */
export function atOf({ times }: BrokerRow, at: string): string {
  if (times === 'day') return dayIn(at, NEW_YORK);
  return `${at.slice(0, times === 'second' ? 19 : 23)}Z`;
}

const NO_OPTION = { direction: null, strike: null, expiration: null } as const;

export function instrumentOf(instrument: Instrument): FillInstrument {
  switch (instrument.type) {
    case 'stock':
      return { symbol: instrument.symbol, assetType: 'stock', ...NO_OPTION };
    case 'future':
      return { symbol: instrument.root + instrument.month, assetType: 'future', ...NO_OPTION };
    case 'crypto':
      return { symbol: `${instrument.base}-${instrument.quote}`, assetType: 'crypto', ...NO_OPTION };
    case 'option':
      return {
        symbol: instrument.underlying,
        assetType: 'option',
        direction: instrument.right === 'call' ? 'CALL' : 'PUT',
        strike: exactly(instrument.strike),
        expiration: instrument.expiry as NonNullable<FillInstrument['expiration']>,
      };
  }
}

/** One fill of each order, at the average price; of an order with several legs each, with its share of the fees. */
function averaged(book: Book, account: string, fills: readonly ExpectedFill[]): readonly ExpectedFill[] {
  const orders = new Map(book.orders(account).map((order) => [order.id, order]));
  return [...Map.groupBy(fills, ({ id, order }) => order ?? id)].flatMap(([id, parts]) => {
    const fees = total(parts, ({ fees }) => fees);
    if ((orders.get(id)?.legs.length ?? 1) === 1) return [{ ...parts.at(-1)!, ...averageOf(parts), fees }];
    const each = quotientText(decimal(fees), decimal(exactly(parts.length)), 10) ?? ZERO;
    return parts.map((part) => ({ ...part, fees: each }));
  });
}

function averageOf(parts: readonly ExpectedFill[]) {
  const quantity = total(parts, (part) => part.quantity);
  const notional = sum(parts.map((part) => decimal(exactly(part.quantity)).times(decimal(exactly(part.price)))));
  return { quantity, price: quotientText(notional, decimal(quantity), 8) ?? ZERO };
}

function total(parts: readonly ExpectedFill[], of: (part: ExpectedFill) => string): DecimalText {
  return toText(sum(parts.map((part) => decimal(exactly(of(part))))));
}
