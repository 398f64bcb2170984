import { decimal } from '@singularity/domain';
import type { DecimalText, Instant } from '@singularity/domain';
import type { Item } from '../answers/item.js';
import type { Moment } from '../cells/moments.js';

/** A fill as its transaction tells it. */
export interface Executed {
  readonly orderId: string;
  readonly symbol: string;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  readonly moment: Moment;
}

interface Leg {
  readonly key: string;
  readonly at: Instant;
  readonly moment: Moment;
}

/**
 * When exactly fills were. The legs of an order's executions say it: of as many equal ones as an order has fills, each in turn is
 * that of one. Where they are not as many, the time stays as the transaction has it.
 */
export class Executions {
  private readonly legs: ReadonlyMap<string, readonly Leg[]>;

  constructor(orders: readonly Item[], read: (written: string) => Moment | null) {
    const legs = orders.flatMap((order) => legsOf(order, read)).toSorted((a, b) => (a.at < b.at ? -1 : 1));
    this.legs = Map.groupBy(legs, ({ key }) => key);
  }

  of(fills: readonly Executed[]): readonly Moment[] {
    const moments = fills.map(({ moment }) => moment);
    for (const [key, indexes] of Map.groupBy(fills.keys(), (index) => keyOf(fills[index] as Executed))) {
      const legs = this.legs.get(key) ?? [];
      if (legs.length !== indexes.length) continue;
      indexes
        .toSorted((a, b) => ((moments[a]?.at ?? '') < (moments[b]?.at ?? '') ? -1 : a - b))
        .forEach((index, nth) => (moments[index] = legs[nth]?.moment ?? (moments[index] as Moment)));
    }
    return moments;
  }
}

/** An order may be made of others. */
function legsOf(order: Item, read: (written: string) => Moment | null): readonly Leg[] {
  const symbols = new Map(
    order.within('orderLegCollection').map(({ said }) => [said('legId'), said('instrument.symbol')]),
  );
  const own = order.within('orderActivityCollection').flatMap((activity) =>
    activity.within('executionLegs').flatMap(({ said }) => {
      const [moment, quantity, price] = [read(said('time')), said('quantity'), said('price')];
      if (!moment || !isNumber(quantity) || !isNumber(price)) return [];
      const symbol = symbols.get(said('legId')) ?? '';
      return [{ key: keyOf({ orderId: order.said('orderId'), symbol, quantity, price }), at: moment.at, moment }];
    }),
  );
  return [...own, ...order.within('childOrderStrategies').flatMap((child) => legsOf(child, read))];
}

function keyOf({ orderId, symbol, quantity, price }: Omit<Executed, 'moment'>): string {
  return [orderId, symbol, decimal(quantity).toFixed(), decimal(price).toFixed()].join(' ');
}

function isNumber(text: string): text is DecimalText {
  return /^\d{1,18}(\.\d{1,18})?$/.test(text);
}
