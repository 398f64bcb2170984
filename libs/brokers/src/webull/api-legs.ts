import { decimal, instrumentKey, PLACES, quotientText, sum, toText, ZERO } from '@singularity/domain';
import type { Decimal, DecimalText, FillInstrument, Instant, Side } from '@singularity/domain';
import type { Item } from '../answers/item.js';
import { needText } from '../cells/columns.js';
import { optionOf } from '../cells/instruments.js';
import { needNumber } from '../cells/numbers.js';
import type { DraftFill } from '../draft.js';
import { instrumentIn, multiplierIn } from './api-instruments.js';
import { API_MOMENTS } from './api-moments.js';
import { webullSide } from './words.js';

interface Leg {
  readonly instrument: FillInstrument;
  readonly side: Side;
  readonly quantity: DecimalText;
  readonly multiplier: DecimalText | null;
}

interface Execution {
  readonly item: Item;
  readonly leg: Leg;
  readonly quantity: Decimal;
}

interface OfOrder {
  readonly id: string;
  readonly fees: DecimalText;
  readonly at: Instant;
}

/**
 * The fills of an order with several legs, by its executions. An execution may name its contract or only the underlying; then
 * its side tells the leg, if one leg alone has that side. Null where a leg stays unknown, or where the legs were not filled in
 * their proportions, so that something is missing.
 */
export function fillsOfLegs(
  order: Item,
  executions: readonly Item[],
  { id, fees, at }: OfOrder,
): readonly DraftFill[] | null {
  const legs = order.within('legs').map((leg) => legOf(leg, at));
  const found = executions.map((item) => executionOf(item, legs, at));
  if (!found.every((each) => each !== null) || !isWhole(legs, found)) return null;
  const shares = sharesOf(
    fees,
    found.map(({ quantity }) => quantity),
  );
  return found.map(({ item, leg: { quantity: _, ...leg }, quantity }, index) => ({
    ...leg,
    id: needText(item.said('execution_id'), 'execution_id'),
    orderId: id,
    quantity: toText(quantity),
    price: needNumber(item.said('filled_price'), 'filled_price'),
    fees: shares[index] ?? ZERO,
    currency: 'USD',
    moment: API_MOMENTS.read(needText(item.said('execution_time'), 'execution_time')),
  }));
}

function legOf(leg: Item, at: Instant): Leg {
  const instrument = instrumentIn(leg, at);
  return {
    instrument,
    side: webullSide(needText(leg.said('side'), 'side'), instrument).side,
    quantity: needNumber(leg.said('quantity'), 'quantity'),
    multiplier: multiplierIn(leg),
  };
}

function executionOf(item: Item, legs: readonly Leg[], at: Instant): Execution | null {
  const named = optionOf(item.said('symbol'), at);
  const side = item.said('side').toUpperCase() === 'BUY' ? 'buy' : 'sell';
  const [leg, ...others] = legs.filter(
    (each) => each.side === side && (!named || instrumentKey(named) === instrumentKey(each.instrument)),
  );
  const quantity = decimal(needNumber(item.said('filled_quantity'), 'filled_quantity'));
  return leg && others.length === 0 ? { item, leg, quantity } : null;
}

/** Whether each leg was filled as much as the others, by the quantities that the order has for them. */
function isWhole(legs: readonly Leg[], found: readonly Execution[]): boolean {
  const parts = legs.map((leg) => ({
    filled: sum(found.filter((each) => each.leg === leg).map(({ quantity }) => quantity)),
    ordered: decimal(leg.quantity),
  }));
  const [first] = parts;
  if (!first || first.filled.isZero()) return false;
  return parts.every(({ filled, ordered }) => filled.times(first.ordered).eq(first.filled.times(ordered)));
}

/** The fees of the order in proportion to contracts; the last execution has what is left. */
function sharesOf(fees: DecimalText, quantities: readonly Decimal[]): readonly DecimalText[] {
  const all = sum(quantities);
  let left = decimal(fees);
  return quantities.map((quantity, index) => {
    const share = quotientText(decimal(fees).times(quantity), all, PLACES.money) ?? ZERO;
    if (index === quantities.length - 1) return toText(left);
    left = left.minus(decimal(share));
    return share;
  });
}
