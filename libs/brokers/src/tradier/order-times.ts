import { calendarOf, decimal, instrumentKey, parseInstant, sum } from '@singularity/domain';
import type { DecimalText, Side } from '@singularity/domain';
import type { Item } from '../answers/item.js';
import { optionOf, stock } from '../cells/instruments.js';
import type { Moment } from '../cells/moments.js';
import type { DraftFill } from '../draft.js';

interface Order {
  readonly moment: Pick<Moment, 'at' | 'precision'>;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
}

const NEW_YORK = calendarOf('America/New_York');
const SELLS = new Set(['sell', 'sell_short', 'sell_to_open', 'sell_to_close']);

/**
 * When the fills of a day were. Tradier states it of orders alone: an order is that of the one fill of its quantity and price,
 * and what is left of a day, symbol and side is of the one order that is left, if together they are as many. Where that
 * leaves a choice, the day alone is known; then it is for all purchases and sales of that day and symbol, as a time among
 * them would put those without one before or after it.
 */
export class OrderTimes {
  private readonly orders: Map<string, Order[]>;

  constructor(items: readonly Item[]) {
    const legs = items.flatMap((item) => {
      const ofLegs = item.within('leg');
      return (ofLegs.length > 0 ? ofLegs : [item]).flatMap(orderOf);
    });
    this.orders = Map.groupBy(legs, ({ key }) => key);
  }

  /** For each fill its moment: that of its order, else the day as it was. */
  of(fills: readonly DraftFill[]): readonly Moment[] {
    const moments = fills.map(({ moment }) => moment);
    const groups = Map.groupBy(fills.keys(), (index) => keyOf(fills[index] as DraftFill));
    for (const [key, ofKey] of groups) {
      const ordersLeft = [...(this.orders.get(key) ?? [])];
      const left = ofKey.filter((index) => {
        const alone = theOnlyOne(
          ordersLeft,
          fills[index] as DraftFill,
          ofKey.map((each) => fills[each] as DraftFill),
        );
        if (!alone) return true;
        ordersLeft.splice(ordersLeft.indexOf(alone), 1);
        moments[index] = { ...(fills[index] as DraftFill).moment, ...alone.moment };
        return false;
      });
      const [last, ...more] = ordersLeft;
      if (!last || more.length > 0) continue;
      const filled = sum(left.map((index) => decimal((fills[index] as DraftFill).quantity)));
      if (!filled.eq(decimal(last.quantity))) continue;
      for (const index of left) moments[index] = { ...(fills[index] as DraftFill).moment, ...last.moment };
    }
    return allOrNone(fills, moments);
  }
}

function allOrNone(fills: readonly DraftFill[], moments: readonly Moment[]): readonly Moment[] {
  const days = Map.groupBy(fills.keys(), (index) => {
    const { moment, instrument } = fills[index] as DraftFill;
    return `${moment.written} ${instrumentKey(instrument)}`;
  });
  const told = [...moments];
  for (const ofDay of days.values()) {
    const sides = new Set(ofDay.map((index) => (fills[index] as DraftFill).side));
    if (sides.size === 1 || ofDay.every((index) => told[index]?.precision !== 'day')) continue;
    for (const index of ofDay) told[index] = (fills[index] as DraftFill).moment;
  }
  return told;
}

/** The order of a fill that no other order and no other fill is like. */
function theOnlyOne(orders: readonly Order[], fill: DraftFill, fills: readonly DraftFill[]): Order | null {
  const [only, ...others] = orders.filter((order) => isLike(order, fill));
  if (!only || others.length > 0) return null;
  return fills.filter((each) => isLike(only, each)).length === 1 ? only : null;
}

function isLike(order: Pick<Order, 'quantity' | 'price'>, fill: Pick<DraftFill, 'quantity' | 'price'>): boolean {
  return decimal(order.quantity).eq(decimal(fill.quantity)) && decimal(order.price).eq(decimal(fill.price));
}

function orderOf(item: Item): readonly (Order & { readonly key: string })[] {
  const at = parseInstant(item.said('transaction_date'));
  const [quantity, price] = [item.said('exec_quantity'), item.said('avg_fill_price')];
  if (!at || !isNumber(quantity) || !isNumber(price) || decimal(quantity).isZero()) return [];
  const symbol = item.said('option_symbol') || item.said('symbol');
  const side: Side = SELLS.has(item.said('side')) ? 'sell' : 'buy';
  const instrument = optionOf(symbol, at) ?? stock(symbol);
  const key = `${NEW_YORK.dayOf(at)} ${side} ${instrumentKey(instrument)}`;
  return [{ key, moment: { at, precision: 'second' }, quantity, price }];
}

function keyOf({ moment, side, instrument }: DraftFill): string {
  return `${moment.written} ${side} ${instrumentKey(instrument)}`;
}

function isNumber(text: string): text is DecimalText {
  return /^\d{1,18}(\.\d{1,18})?$/.test(text);
}
