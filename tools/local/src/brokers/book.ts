import { minus, times, negated, plus, signOf, sum } from './amounts.js';
import { Access } from './access.js';
import type { Member } from './access.js';
import { Clock } from './clock.js';
import type { Account, Broker, CashMovement, ExpectedFill, Fees, Fill, Instrument, Order } from './facts.js';
import { keyOf, multiplierOf } from './instruments.js';
import { walk } from './positions.js';
import type { Walked } from './positions.js';
import { NEW_YORK, dayAfter, dayIn, instant, later, momentIn, wallTime } from './times.js';
import type { Instant } from './times.js';

export const NO_FEES: Fees = { commission: '0', exchange: '0', regulatory: '0' };

/** A fill as it is told to the book: without what the book gives it. */
export type NewFill = Pick<Fill, 'quantity' | 'price'> & {
  readonly order: string;
  readonly leg?: number;
  readonly at: string;
  readonly fees?: Partial<Fees>;
};
export type NewAccount = Omit<Account, 'openedAt' | 'closedAt'> & {
  readonly openedAt: string;
  readonly closedAt?: string;
};
export type NewOrder = Omit<Order, 'id' | 'placedAt' | 'canceledAt'> & {
  readonly placedAt: string;
  readonly canceledAt?: string;
};
/** A market order of one leg with its one fill. */
export type NewTrade = Pick<Fill, 'account' | 'instrument' | 'side' | 'quantity' | 'price'> & {
  readonly at: string;
  readonly fees?: Partial<Fees>;
};
export type NewSettlement = Pick<Fill, 'account'> & {
  readonly option: Extract<Instrument, { type: 'option' }>;
  readonly how: NonNullable<Fill['settles']>;
  readonly at: string;
  /** How much of the position; all of it where left out. */
  readonly quantity?: string;
};
export type NewCash = Omit<CashMovement, 'id' | 'at'> & { readonly at: string };

/**
 * One truth about accounts, orders and fills, from which every dialect derives its answers.
 * What is dated after the book's clock is not there yet: whoever moves the clock makes it happen.
 */
export class Book {
  /** Machine time until it is set. */
  readonly clock = new Clock();
  readonly access = new Access(this.clock);
  private readonly accountList: Account[] = [];
  private readonly orderList: Order[] = [];
  private readonly fillList: Fill[] = [];
  private readonly cashList: CashMovement[] = [];
  private lastId = 100_000;
  private posted: Instant = instant(0);

  addMember(member: Member): void {
    this.access.add(member);
  }

  addAccount(account: NewAccount): Account {
    if (this.accountList.some(({ id }) => id === account.id)) throw new Error(`There is an account ${account.id}.`);
    const { closedAt, openedAt, ...rest } = account;
    const added = { ...rest, openedAt: instant(openedAt), ...(closedAt && { closedAt: instant(closedAt) }) };
    this.accountList.push(added);
    return added;
  }

  addOrder({ placedAt, canceledAt, ...order }: NewOrder): Order {
    this.account(order.account);
    const dated = { placedAt: instant(placedAt), ...(canceledAt && { canceledAt: instant(canceledAt) }) };
    const added = { ...order, ...dated, id: this.nextId() };
    this.orderList.push(added);
    return added;
  }

  addFill({ order, leg = 0, quantity, price, at, fees }: NewFill): Fill {
    const of = this.orderList.find(({ id }) => id === order);
    const from = of?.legs[leg];
    if (!of || !from) throw new Error(`There is no leg ${leg} of an order ${order}.`);
    const { account } = of;
    const { instrument, side } = from;
    return this.enter({ account, instrument, side, quantity, price, at, fees: { ...NO_FEES, ...fees }, order, leg });
  }

  trade({ account, instrument, side, quantity, price, at, fees }: NewTrade): Fill {
    const held = this.heldOf(account, instrument);
    const intent = signOf(held) === (side === 'buy' ? -1 : 1) ? 'close' : 'open';
    const legs = [{ instrument, side, intent, quantity }] as const;
    const order = this.addOrder({ account, legs, kind: 'market', placedAt: at });
    return this.addFill({ order: order.id, quantity, price, at, ...(fees && { fees }) });
  }

  /** Ends an option position by expiry, assignment or exercise; the latter two deliver the stock at the strike. */
  settle({ account, option, how, at, quantity }: NewSettlement): readonly Fill[] {
    const held = this.heldOf(account, option);
    const size = quantity ?? (signOf(held) < 0 ? negated(held) : held);
    if (signOf(size) === 0) throw new Error(`The account ${account} holds no ${keyOf(option)}.`);
    const long = signOf(held) > 0;
    const side = long ? 'sell' : 'buy';
    const common = { account, at, fees: NO_FEES };
    const end = this.enter({ ...common, instrument: option, side, quantity: size, price: '0', settles: how });
    if (how === 'expire') return [end];
    const stock = this.enter({
      ...common,
      instrument: { type: 'stock', symbol: option.underlying },
      side: (option.right === 'call') === long ? 'buy' : 'sell',
      quantity: times(size, multiplierOf(option)),
      price: option.strike,
      deliveredBy: end.id,
    });
    return [end, stock];
  }

  addCash({ at, ...cash }: NewCash): CashMovement {
    const added = { ...cash, at: instant(at), id: this.nextId() };
    this.cashList.push(added);
    return added;
  }

  voidFill(id: string): Fill {
    return this.change(id, { voidedAt: this.clock.now() });
  }

  /** Voids the fill and enters it anew, with another id, as it should have been. */
  correctFill(id: string, right: Partial<Pick<Fill, 'price' | 'quantity' | 'fees'>>): Fill {
    const { id: _id, voidedAt: _voided, ...wrong } = this.voidFill(id);
    return this.enter({ ...wrong, ...right, replaces: id });
  }

  /** The fill keeps its id; its fees were an estimate until now. */
  amendFees(id: string, fees: Fees): Fill {
    return this.change(id, { fees, feesSince: this.clock.now(), estimatedFees: this.fill(id).fees });
  }

  /** Moves the clock to the next 05:00 in New York, and posts what brokers post overnight. */
  night(): void {
    const { day, time } = wallTime(this.clock.now(), NEW_YORK);
    const morning = momentIn(time < '05:00:00' ? day : dayAfter(day), '05:00:00', NEW_YORK);
    this.clock.advance(Date.parse(morning) - this.clock.millis());
    this.posted = this.clock.now();
  }

  /** Posts all days before today, and leaves the clock alone. */
  postUntilNow(): void {
    this.posted = this.clock.now();
  }

  /** Posts today, too, as if its night had passed, and leaves the clock alone: for clocks that others know. */
  endDay(): void {
    this.posted = later(this.clock.now(), 86_400_000);
  }

  /** What is older than this has been posted. */
  get postedUntil(): Instant {
    return this.posted;
  }

  /** Whether what happened then is among what brokers post overnight. */
  isPosted(time: Instant): boolean {
    return dayIn(time, NEW_YORK) < dayIn(this.posted, NEW_YORK);
  }

  accounts(broker: Broker, member: string): readonly Account[] {
    return this.accountList.filter((account) => account.broker === broker && account.member === member);
  }

  account(id: string): Account {
    const found = this.accountList.find((account) => account.id === id);
    if (!found) throw new Error(`There is no account ${id}.`);
    return found;
  }

  /** In the order in which they were placed. */
  orders(account: string): readonly Order[] {
    return this.orderList
      .filter((order) => order.account === account && this.happened(order.placedAt))
      .sort((one, other) => byTime(one.placedAt, other.placedAt) || byId(one, other));
  }

  /** In order of time, then as the book learned of them; voided ones are among them. */
  fills(account: string): readonly Fill[] {
    return this.fillList
      .filter((fill) => fill.account === account && this.happened(fill.at))
      .sort((one, other) => byTime(one.at, other.at) || byId(one, other));
  }

  cash(account: string): readonly CashMovement[] {
    return this.cashList.filter((movement) => movement.account === account && this.happened(movement.at));
  }

  /** Effects, profits, closed lots and positions of the account, met first-in first-out; voided fills left out. */
  walked(account: string): Walked {
    return walk(this.fills(account).filter(({ voidedAt }) => voidedAt === undefined));
  }

  /** What a connector should find, in order of time. */
  expected(account: string): readonly ExpectedFill[] {
    return this.walked(account).fills;
  }

  /** Cash of the account: futures move it by their profits, all else by what was paid. */
  balance(account: string): string {
    const { fills } = this.walked(account);
    const paid = ({ side, price, quantity, instrument }: ExpectedFill) => {
      const value = times(times(price, quantity), multiplierOf(instrument));
      return side === 'buy' ? negated(value) : value;
    };
    const gained = fills.map((fill) => (fill.instrument.type === 'future' ? (fill.profit ?? '0') : paid(fill)));
    const moved = sum([...gained, ...this.cash(account).map(({ amount }) => amount)]);
    return minus(plus(this.account(account).openingBalance, moved), sum(fills.map(({ fees }) => fees)));
  }

  private enter({ at, ...fill }: Omit<Fill, 'id'>): Fill {
    this.account(fill.account);
    const added = { ...fill, at: instant(at), id: this.nextId() };
    this.fillList.push(added);
    return added;
  }

  private change(id: string, changed: Partial<Fill>): Fill {
    const fill = { ...this.fill(id), ...changed };
    this.fillList[this.fillList.findIndex((other) => other.id === id)] = fill;
    return fill;
  }

  private fill(id: string): Fill {
    const found = this.fillList.find((fill) => fill.id === id);
    if (!found) throw new Error(`There is no fill ${id}.`);
    return found;
  }

  /** Signed, of all that was told to the book, whether its time has come or not. */
  private heldOf(account: string, instrument: Instrument): string {
    const key = keyOf(instrument);
    const own = (fill: Fill) => fill.account === account && !fill.voidedAt && keyOf(fill.instrument) === key;
    return sum(this.fillList.filter(own).map(({ side, quantity }) => (side === 'buy' ? quantity : negated(quantity))));
  }

  private happened(time: Instant): boolean {
    return time <= this.clock.now();
  }

  private nextId(): string {
    return String(++this.lastId);
  }
}

const byTime = (one: Instant, other: Instant): number => (one < other ? -1 : one > other ? 1 : 0);
const byId = (one: { id: string }, other: { id: string }): number => Number(one.id) - Number(other.id);
