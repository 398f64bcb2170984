import type { Book } from '../book.js';
import type { Broker, Crypto, Future, Option, Stock } from '../facts.js';

/** What specs of the dialects trade. */
export const AMD: Stock = { type: 'stock', symbol: 'AMD' };
export const SPY_CALL: Option = {
  type: 'option',
  underlying: 'SPY',
  expiry: '2026-10-09',
  right: 'call',
  strike: '680',
};
export const F_PUT: Option = { type: 'option', underlying: 'F', expiry: '2026-10-09', right: 'put', strike: '12.5' };
export const ES: Future = { type: 'future', root: 'ES', month: 'Z26', projectX: 'EP', tick: '0.25', tickValue: '12.5' };
export const BTC: Crypto = { type: 'crypto', base: 'BTC', quote: 'USD' };

/** One member of the broker, `ada`, with one account. */
export function openAccount(
  book: Book,
  broker: Broker,
  { id, credentials }: { id: string; credentials: Readonly<Record<string, string>> },
): void {
  book.addMember({ broker, name: 'ada', credentials });
  const opened = { openedAt: '2024-01-02T14:00:00Z', openingBalance: '10000' };
  book.addAccount({ id, broker, member: 'ada', name: 'Margin', ...opened });
}

/** A long stock, an expiry, an assignment and what it delivered, and a future: all ended on 9 October 2026. */
export function tradeOfEverySort(book: Book, account: string): void {
  const fees = { commission: '0.65', exchange: '0.05', regulatory: '0.02' };
  const trade = { account, fees };
  book.trade({ ...trade, instrument: AMD, side: 'buy', quantity: '10', price: '150.25', at: '2026-10-05T14:00:00Z' });
  book.trade({ ...trade, instrument: AMD, side: 'sell', quantity: '4', price: '151.50', at: '2026-10-05T15:00:00Z' });
  book.trade({ ...trade, instrument: SPY_CALL, side: 'buy', quantity: '2', price: '1.05', at: '2026-10-06T14:00:00Z' });
  book.trade({ ...trade, instrument: F_PUT, side: 'sell', quantity: '1', price: '0.40', at: '2026-10-06T14:30:00Z' });
  book.trade({ ...trade, instrument: ES, side: 'buy', quantity: '1', price: '6800.25', at: '2026-10-07T14:00:00Z' });
  book.trade({ ...trade, instrument: ES, side: 'sell', quantity: '1', price: '6810.25', at: '2026-10-07T14:05:00Z' });
  book.settle({ account, option: SPY_CALL, how: 'expire', at: '2026-10-09T20:00:00Z' });
  book.settle({ account, option: F_PUT, how: 'assign', at: '2026-10-09T20:00:00Z' });
}
