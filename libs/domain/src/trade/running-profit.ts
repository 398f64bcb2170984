import { decimal, toText, zero } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import { signOf } from '../instrument/instrument.js';
import { inOrder, profitOf } from './profit.js';
import type { Position } from './profit.js';
import type { Execution } from './trade.events.js';

/** Where a trade stood once one of its executions was filled. */
export interface RunningProfit {
  readonly execution: Execution;
  readonly openQuantity: DecimalText;
  /** What the execution made real; null for an opening one. */
  readonly realizedNet: DecimalText | null;
  /** What was realized by then and what was open, valued at the price of this fill, less all fees paid so far. */
  readonly total: DecimalText;
}

/**
 * The P&L of a trade at each of its executions, in the order in which they count. Once it is flat, `total` is its net
 * P&L: what came in less what went out needs no matching.
 */
export function runningProfitOf(position: Position): readonly RunningProfit[] {
  const factor = decimal(position.multiplier).times(signOf(position.direction, position.side));
  const realized = new Map(profitOf(position).realizations.map(({ executionId, net }) => [executionId, net]));
  let [open, received, fees] = [zero, zero, zero];
  return inOrder(position.executions).map((execution) => {
    const [price, quantity] = [decimal(execution.price), decimal(execution.quantity)];
    const signed = execution.type === 'open' ? quantity : quantity.negated();
    open = open.plus(signed);
    received = received.minus(price.times(signed));
    fees = fees.plus(decimal(execution.fees));
    return {
      execution,
      openQuantity: toText(open),
      realizedNet: realized.get(execution.id) ?? null,
      total: toText(received.plus(price.times(open)).times(factor).minus(fees)),
    };
  });
}
