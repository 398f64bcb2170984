import type { Instant } from './times.js';

/** What the book holds. Amounts are decimal text, times are `Instant`s. */

export const BROKERS = [
  'tradier',
  'topstepx',
  'webull',
  'ibkr',
  'tastytrade',
  'alpaca',
  'schwab',
  'coinbase',
  'kraken',
] as const;
export type Broker = (typeof BROKERS)[number];

export interface Account {
  /** As the broker writes it; unique in the book. */
  readonly id: string;
  readonly broker: Broker;
  /** The name of the member whose credentials open it. */
  readonly member: string;
  readonly name: string;
  readonly openedAt: Instant;
  readonly openingBalance: string;
  /** From then on the broker no longer counts it among the active ones. */
  readonly closedAt?: Instant;
}

export interface Stock {
  readonly type: 'stock';
  readonly symbol: string;
}
export interface Option {
  readonly type: 'option';
  readonly underlying: string;
  /** `2026-12-18`. */
  readonly expiry: string;
  readonly right: 'call' | 'put';
  readonly strike: string;
}
export interface Future {
  readonly type: 'future';
  /** The exchange's root, such as `ES`. */
  readonly root: string;
  /** Month and year, such as `Z26`. */
  readonly month: string;
  /** ProjectX's own root, such as `EP`. */
  readonly projectX: string;
  readonly tick: string;
  /** What one tick is worth, in USD. */
  readonly tickValue: string;
}
export interface Crypto {
  readonly type: 'crypto';
  readonly base: string;
  readonly quote: string;
}
export type Instrument = Stock | Option | Future | Crypto;

export type Side = 'buy' | 'sell';

export interface OrderLeg {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly intent: 'open' | 'close';
  readonly quantity: string;
}

export interface Order {
  readonly id: string;
  readonly account: string;
  /** One, unless it is a multi-leg order. */
  readonly legs: readonly OrderLeg[];
  readonly kind: 'market' | 'limit' | 'stop';
  /** The limit of a limit order, the stop of a stop order; of a multi-leg order the net price. */
  readonly limit?: string;
  readonly placedAt: Instant;
  readonly canceledAt?: Instant;
  readonly rejectedFor?: string;
  /** Orders that stand or fall together. */
  readonly group?: { readonly id: string; readonly kind: 'OTO' | 'OCO' };
}

/** Each 0 or more, in USD; negative is a rebate. */
export interface Fees {
  readonly commission: string;
  readonly exchange: string;
  readonly regulatory: string;
}

export interface Fill {
  /** Digits; rising in the order in which the book learned of them. */
  readonly id: string;
  readonly account: string;
  readonly instrument: Instrument;
  readonly side: Side;
  readonly quantity: string;
  readonly price: string;
  readonly at: Instant;
  readonly fees: Fees;
  /** The order, and the place of the leg in it; none for what an expiry or an assignment brings. */
  readonly order?: string;
  readonly leg?: number;
  /** An option that ends without an order: closed at price 0. */
  readonly settles?: 'expire' | 'assign' | 'exercise';
  /** The stock that such an end delivers names the fill of the option. */
  readonly deliveredBy?: string;
  /** The broker took it back then. */
  readonly voidedAt?: Instant;
  /** The voided fill in whose place this one stands. */
  readonly replaces?: string;
  /** The fees were put right then; until then they were `estimatedFees`. */
  readonly feesSince?: Instant;
  readonly estimatedFees?: Fees;
}

export interface CashMovement {
  readonly id: string;
  readonly account: string;
  readonly kind: 'deposit' | 'withdrawal' | 'fee' | 'interest' | 'dividend';
  /** Signed: what the account gains. */
  readonly amount: string;
  readonly description: string;
  readonly at: Instant;
}

/** What a connector should find. */
export interface ExpectedFill {
  readonly id: string;
  readonly account: string;
  readonly instrument: Instrument;
  readonly side: Side;
  readonly quantity: string;
  readonly price: string;
  readonly at: Instant;
  /** All of them together. */
  readonly fees: string;
  /** `reverse` closes the position and opens one of the other direction. */
  readonly effect: 'open' | 'close' | 'reverse' | 'expire' | 'assign' | 'exercise';
  /** Gross, in USD, of what it closes; null where it only opens. */
  readonly profit: string | null;
  readonly order: string | null;
}
