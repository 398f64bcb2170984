import { absolute, plus, quotient, signOf, sum, times } from '../amounts.js';
import type { Book } from '../book.js';
import { multiplierOf } from '../instruments.js';
import { withMillis } from '../times.js';
import { symbolsOf } from './symbols.js';
import { tenth } from './transactions.js';

type Json = Record<string, unknown>;

/** What is held, as tastytrade writes it. */
export function positionsOf(book: Book, account: string): readonly Json[] {
  return book.walked(account).positions.map(({ instrument, quantity, cost, openedAt }) => ({
    'account-number': account,
    ...symbolsOf(instrument),
    quantity: tenth(absolute(quantity)),
    'quantity-direction': signOf(quantity) < 0 ? 'Short' : 'Long',
    'average-open-price': averageOf(quantity, cost, multiplierOf(instrument)),
    multiplier: Number(multiplierOf(instrument)),
    'cost-effect': signOf(quantity) < 0 ? 'Debit' : 'Credit',
    'created-at': withMillis(openedAt).replace('Z', '+00:00'),
  }));
}

function averageOf(quantity: string, cost: string, multiplier: string): string {
  return tenth(quotient(absolute(cost), times(absolute(quantity), multiplier), 8));
}

export function balancesOf(book: Book, account: string): Json {
  const cash = book.balance(account);
  const held = sum(
    book.walked(account).positions.map(({ instrument, cost }) => (instrument.type === 'future' ? '0' : cost)),
  );
  return {
    'account-number': account,
    'cash-balance': tenth(cash),
    'net-liquidating-value': tenth(plus(cash, held)),
    'pending-cash': '0.0',
    'pending-cash-effect': 'None',
    'updated-at': withMillis(book.clock.now()).replace('Z', '+00:00'),
  };
}
