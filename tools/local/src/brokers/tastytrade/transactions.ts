import { absolute, negated, plus, signOf, sum, times } from '../amounts.js';
import type { Book } from '../book.js';
import { exactly } from '../exact-json.js';
import type { CashMovement, ExpectedFill, Fees, Fill, Order } from '../facts.js';
import { multiplierOf } from '../instruments.js';
import { totalOf } from '../positions.js';
import { NEW_YORK, dayIn, withMillis } from '../times.js';
import type { Instant } from '../times.js';
import { symbolsOf } from './symbols.js';

/** A transaction, with what it is sorted and filtered by. */
export interface Transaction {
  readonly at: Instant;
  readonly day: string;
  readonly id: string;
  /** Negative where the account paid. */
  readonly fees: string;
  readonly json: Readonly<Record<string, unknown>>;
}

type Json = Record<string, unknown>;

/** Whether the end of an option names an action. */
export type EndAction = 'given' | 'left out';

/**
 * What happened in the account, oldest first. Trades are there at once; options that ended and what futures gained come
 * overnight, and so does the final amount of a fee that was an estimate.
 */
export function transactionsOf(book: Book, account: string, endAction: EndAction): readonly Transaction[] {
  const effects = new Map(book.expected(account).map((fill) => [fill.id, fill]));
  const orders = new Map(book.orders(account).map((order) => [order.id, order]));
  const rows = book
    .fills(account)
    .filter((fill) => fill.order !== undefined || book.isPosted(fill.at))
    .flatMap((fill) => ofFill(book, fill, { orders, effect: effects.get(fill.id), endAction }));
  const cash = book.cash(account).map(ofCash);
  return [...rows, ...cash].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

interface Around {
  readonly orders: ReadonlyMap<string, Order>;
  readonly effect: ExpectedFill | undefined;
  readonly endAction: EndAction;
}

function ofFill(book: Book, fill: Fill, around: Around): Transaction[] {
  const fees = feesKnown(book, fill);
  const first = row(fill, fill.id, fill.at, { ...naming(fill, around), ...moneyOf(fill, fees, 1) });
  const isEstimated = fill.order !== undefined && !book.isPosted(fill.at);
  const estimated = { ...first, json: { ...first.json, 'is-estimated-fee': isEstimated } };
  const rows: Transaction[] = [estimated];
  if (fill.voidedAt !== undefined) {
    const back = { ...naming(fill, around), ...moneyOf(fill, fees, -1), action: opposite(fill, around) };
    rows.push(row(fill, `8${fill.id}`, fill.voidedAt, { ...back, 'reverses-id': exactly(fill.id) }));
  }
  const gain = around.effect?.profit ?? '0';
  if (fill.instrument.type === 'future' && signOf(gain) !== 0 && book.isPosted(fill.at)) rows.push(marked(fill, gain));
  return rows;
}

/** The amounts that tastytrade knows by now: the final ones of a fee come the night after they were put right. */
function feesKnown(book: Book, { fees, estimatedFees, feesSince }: Fill): Fees {
  return estimatedFees && feesSince && !book.isPosted(feesSince) ? estimatedFees : fees;
}

function row(fill: Fill, id: string, at: Instant, more: Json & { fees: string }): Transaction {
  const { fees, ...fields } = more;
  const order = fill.order === undefined ? {} : { 'order-id': exactly(fill.order), 'leg-count': 1, ...execution(id) };
  const json = { ...base(fill.account, id, at), ...symbolsOf(fill.instrument), ...order, ...fields };
  return { at, day: dayIn(at, NEW_YORK), id, fees, json };
}

const execution = (id: string): Json => ({
  'exec-id': `${id}01`,
  'ext-exec-id': `X${id}`,
  'ext-exchange-order-number': `${id}9`,
  'ext-group-fill-id': `G${id}`,
  'destination-venue': 'STAND_IN',
});

const base = (account: string, id: string, at: Instant): Json => ({
  id: exactly(id),
  'account-number': account,
  'executed-at': withMillis(at).replace('Z', '+00:00'),
  'transaction-date': dayIn(at, NEW_YORK),
  'created-at': withMillis(at).replace('Z', '+00:00'),
  currency: 'USD',
});

const ENDS = { expire: 'Expiration', assign: 'Assignment', exercise: 'Exercise' } as const;

function naming(fill: Fill, around: Around): Json {
  const { instrument, quantity, price, settles } = fill;
  const action = actionOf(fill, around);
  const type = fill.order === undefined ? 'Receive Deliver' : 'Trade';
  const subType = settles ? ENDS[settles] : action;
  const named = settles && around.endAction === 'left out' ? {} : { action };
  const verb = settles ? 'Removal of' : fill.side === 'buy' ? 'Bought' : 'Sold';
  const description = `${verb} ${quantity} ${symbolsOf(instrument).symbol}${settles ? '' : ` @ ${price}`}`;
  const quantities = { quantity: tenth(quantity), ...(settles ? {} : { price: tenth(price) }) };
  return { 'transaction-type': type, 'transaction-sub-type': subType, description, ...named, ...quantities };
}

/** Futures are bought and sold; what opens or closes, they do not say. */
function actionOf(fill: Fill, around: Around): string {
  const word = fill.side === 'buy' ? 'Buy' : 'Sell';
  if (fill.instrument.type === 'future' && fill.order !== undefined) return word;
  return `${word} to ${closes(fill, around) ? 'Close' : 'Open'}`;
}

function closes({ settles, order, leg }: Fill, { orders, effect }: Around): boolean {
  const intent = orders.get(order ?? '')?.legs[leg ?? 0]?.intent ?? effect?.effect;
  return settles !== undefined || intent === 'close';
}

function opposite(fill: Fill, around: Around): string {
  return actionOf({ ...fill, side: fill.side === 'buy' ? 'sell' : 'buy' }, around);
}

/** Amounts are unsigned, with an effect beside each. `sign` is −1 where all of it is taken back. */
function moneyOf(fill: Fill, { commission, exchange, regulatory }: Fees, sign: 1 | -1): Json & { fees: string } {
  const turned = (amount: string) => (sign === 1 ? amount : negated(amount));
  const paid = times(times(fill.price, fill.quantity), multiplierOf(fill.instrument));
  const gross = fill.side === 'buy' ? negated(paid) : paid;
  const value = fill.instrument.type === 'future' ? '0' : turned(gross);
  const fees = turned(negated(totalOf({ commission, exchange, regulatory })));
  return {
    fees,
    ...amount('value', value),
    ...amount('commission', turned(negated(commission))),
    ...amount('clearing-fees', turned(negated(exchange))),
    ...amount('regulatory-fees', turned(negated(regulatory))),
    ...amount('proprietary-index-option-fees', '0'),
    ...amount('net-value', plus(value, fees)),
    'is-estimated-fee': false,
  };
}

/** `1` as `1.0`. */
export const tenth = (amount: string): string => (amount.includes('.') ? amount : `${amount}.0`);

/** An amount and its effect, from what the account gains by it. */
export function amount(name: string, gained: string): Record<string, string> {
  const sign = signOf(gained);
  const effect = sign === 0 ? 'None' : sign < 0 ? 'Debit' : 'Credit';
  return { [name]: tenth(absolute(gained)), [`${name}-effect`]: effect };
}

/** What a future gained, paid the night after. */
function marked(fill: Fill, gain: string): Transaction {
  const id = `7${fill.id}`;
  const kind = { 'transaction-type': 'Money Movement', 'transaction-sub-type': 'Mark to Market' };
  const money = { ...amount('value', gain), ...amount('net-value', gain) };
  const description = `${symbolsOf(fill.instrument).symbol} mark to market`;
  const json = { ...base(fill.account, id, fill.at), ...symbolsOf(fill.instrument), ...kind, description, ...money };
  return { at: fill.at, day: dayIn(fill.at, NEW_YORK), id, fees: '0', json };
}

const CASH = {
  deposit: 'Deposit',
  withdrawal: 'Withdrawal',
  fee: 'Fee',
  dividend: 'Dividend',
} as const;

function ofCash({ id, account, at, kind, amount: gained, description }: CashMovement): Transaction {
  const interest = signOf(gained) < 0 ? 'Debit Interest' : 'Credit Interest';
  const type = {
    'transaction-type': 'Money Movement',
    'transaction-sub-type': kind === 'interest' ? interest : CASH[kind],
  };
  const money = { ...amount('value', gained), ...amount('net-value', gained) };
  return {
    at,
    day: dayIn(at, NEW_YORK),
    id,
    fees: '0',
    json: { ...base(account, id, at), ...type, description, ...money, 'is-estimated-fee': false },
  };
}

/** All fees of a day, commissions among them. */
export function totalFees(transactions: readonly Transaction[], day: string): Record<string, string> {
  return amount('total-fees', sum(transactions.filter((one) => one.day === day).map(({ fees }) => fees)));
}
