import { minus, negated, plus, signOf, sum, times } from '../amounts.js';
import type { Book } from '../book.js';
import { exactly } from '../exact-json.js';
import type { Account, Fill, Instrument, Order } from '../facts.js';
import { keyOf, multiplierOf, paddedOcc } from '../instruments.js';
import { totalOf } from '../positions.js';
import { withMillis, withSeconds } from '../times.js';
import type { Instant } from '../times.js';

type Json = Readonly<Record<string, unknown>>;

export interface Transaction {
  readonly id: string;
  readonly type: string;
  readonly at: Instant;
  readonly symbol: string;
  readonly json: Json;
}

/** `2026-10-05T14:00:00+0000`. */
export const zoned = (at: Instant): string => withSeconds(at).replace('Z', '+0000');

/** Newest first: trades at once, what becomes of options overnight. Voided ones stay, as invalid. */
export function transactionsOf(book: Book, account: Account): readonly Transaction[] {
  const orders = new Map(book.orders(account.id).map((order) => [order.id, order]));
  const effects = new Map(book.expected(account.id).map((fill) => [fill.id, fill.effect]));
  const known = book.fills(account.id).filter((fill) => fill.order !== undefined || book.isPosted(fill.at));
  return known
    .map((fill) => {
      const closes = closesBy(fill, orders) ?? effects.get(fill.id) !== 'open';
      return transactionOf(fill, closes ? 'CLOSING' : 'OPENING');
    })
    .reverse();
}

function closesBy({ settles, order, leg }: Fill, orders: ReadonlyMap<string, Order>): boolean | undefined {
  if (settles !== undefined) return true;
  const intent = orders.get(order ?? '')?.legs[leg ?? 0]?.intent;
  return intent && intent === 'close';
}

/** Schwab's own words are not documented. */
const ENDS = {
  expire: 'REMOVAL OF OPTION DUE TO EXPIRATION',
  assign: 'REMOVAL OF OPTION DUE TO ASSIGNMENT',
  exercise: 'REMOVAL OF OPTION DUE TO EXERCISE',
} as const;

function transactionOf(fill: Fill, positionEffect: string): Transaction {
  const type = fill.settles ? 'RECEIVE_AND_DELIVER' : 'TRADE';
  const quantity = signed(fill);
  const cost = negated(times(times(quantity, fill.price), multiplierOf(fill.instrument)));
  const moved = { amount: exactly(quantity), cost: exactly(cost), price: exactly(fill.price), positionEffect };
  const json = {
    activityId: exactly(fill.id),
    time: zoned(fill.at),
    accountNumber: fill.account,
    type,
    status: fill.voidedAt === undefined ? 'VALID' : 'INVALID',
    subAccount: 'MARGIN',
    tradeDate: zoned(fill.at),
    positionId: Number(fill.id) + 1_000_000,
    ...(fill.settles && { description: ENDS[fill.settles] }),
    ...(fill.order !== undefined && { orderId: exactly(fill.order) }),
    netAmount: exactly(minus(cost, totalOf(fill.fees))),
    transferItems: [...feeItems(fill), { instrument: instrumentOf(fill.instrument), ...moved }],
  };
  return { id: fill.id, type, at: fill.at, symbol: keyOf(fill.instrument), json };
}

const signed = ({ side, quantity }: Pick<Fill, 'side' | 'quantity'>): string =>
  side === 'buy' ? quantity : negated(quantity);

const CURRENCY = {
  assetType: 'CURRENCY',
  status: 'ACTIVE',
  symbol: 'CURRENCY_USD',
  description: 'USD currency',
  instrumentId: 1,
  closingPrice: 0,
};

/** Each fee is an item of its own. */
function feeItems({ fees, instrument }: Fill): Json[] {
  const isOption = instrument.type === 'option';
  const kinds = [
    ['COMMISSION', fees.commission],
    [isOption ? 'OPT_REG_FEE' : 'SEC_FEE', fees.exchange],
    ['TAF_FEE', fees.regulatory],
  ] as const;
  return kinds
    .filter(([feeType, amount]) => signOf(amount) !== 0 || feeType === 'COMMISSION')
    .map(([feeType, amount]) => {
      return { instrument: CURRENCY, amount: exactly(amount), cost: exactly(negated(amount)), feeType };
    });
}

function instrumentOf(instrument: Instrument): Json {
  if (instrument.type === 'option') {
    const { underlying, right, strike, expiry } = instrument;
    return {
      assetType: 'OPTION',
      status: 'ACTIVE',
      symbol: paddedOcc(instrument),
      description: `${underlying} ${expiry} ${strike} ${right}`,
      expirationDate: `${expiry}T20:00:00+0000`,
      optionPremiumMultiplier: 100,
      putCall: right.toUpperCase(),
      strikePrice: exactly(strike),
      type: 'VANILLA',
      underlyingSymbol: underlying,
    };
  }
  if (instrument.type === 'stock') return { assetType: 'EQUITY', status: 'ACTIVE', symbol: instrument.symbol };
  const assetType = instrument.type === 'future' ? 'FUTURE' : 'CURRENCY';
  return { assetType, status: 'ACTIVE', symbol: keyOf(instrument) };
}

/** An order with the exact times of what was filled of it. */
export function orderOf(order: Order, fills: readonly Fill[]): Json {
  const own = fills.filter((fill) => fill.order === order.id && fill.voidedAt === undefined);
  const wanted = sum(order.legs.map(({ quantity }) => quantity));
  const filled = sum(own.map(({ quantity }) => quantity));
  const left = minus(wanted, filled);
  const { id, kind, legs, placedAt, limit } = order;
  return {
    session: 'NORMAL',
    duration: 'DAY',
    orderType: kind.toUpperCase(),
    complexOrderStrategyType: legs.length > 1 ? 'VERTICAL' : 'NONE',
    quantity: exactly(wanted),
    filledQuantity: exactly(filled),
    remainingQuantity: exactly(left),
    ...(limit !== undefined && { price: exactly(limit) }),
    orderLegCollection: legs.map(({ instrument, side, intent, quantity }, place) => ({
      orderLegType: instrument.type === 'option' ? 'OPTION' : 'EQUITY',
      legId: place + 1,
      instrument: instrumentOf(instrument),
      instruction: instructionOf(instrument, side, intent),
      positionEffect: intent === 'open' ? 'OPENING' : 'CLOSING',
      quantity: exactly(quantity),
    })),
    orderStrategyType: 'SINGLE',
    orderId: exactly(id),
    status: statusOf(order, signOf(left) === 0),
    enteredTime: zoned(placedAt),
    ...(own.length > 0 && { closeTime: zoned(own.at(-1)?.at ?? placedAt) }),
    orderActivityCollection: own.map((fill) => activityOf(fill)),
  };
}

function statusOf({ canceledAt, rejectedFor }: Order, isFilled: boolean): string {
  if (isFilled) return 'FILLED';
  if (rejectedFor !== undefined) return 'REJECTED';
  return canceledAt === undefined ? 'WORKING' : 'CANCELED';
}

function instructionOf({ type }: Instrument, side: string, intent: string): string {
  if (type === 'option') return `${side}_TO_${intent}`.toUpperCase();
  if (intent === 'open') return side === 'buy' ? 'BUY' : 'SELL_SHORT';
  return side === 'buy' ? 'BUY_TO_COVER' : 'SELL';
}

function activityOf({ id, leg = 0, quantity, price, at }: Fill): Json {
  const numbers = { quantity: exactly(quantity), price: exactly(price) };
  return {
    activityType: 'EXECUTION',
    activityId: exactly(id),
    executionType: 'FILL',
    quantity: exactly(quantity),
    orderRemainingQuantity: 0,
    executionLegs: [{ legId: leg + 1, ...numbers, mismarkedQuantity: 0, time: withMillis(at).replace('Z', '+0000') }],
  };
}

/** What an account holds and has. */
export function accountOf(book: Book, account: Account): Json {
  const cash = book.balance(account.id);
  const held = book.walked(account.id).positions;
  const positions = held.map(({ instrument, quantity, cost }) => ({
    longQuantity: exactly(signOf(quantity) > 0 ? quantity : '0'),
    shortQuantity: exactly(signOf(quantity) < 0 ? negated(quantity) : '0'),
    marketValue: exactly(cost),
    instrument: instrumentOf(instrument),
  }));
  const liquidationValue = exactly(plus(cash, sum(held.map(({ cost }) => cost))));
  return {
    securitiesAccount: {
      type: 'MARGIN',
      accountNumber: account.id,
      positions,
      currentBalances: { cashBalance: exactly(cash), liquidationValue },
    },
  };
}
