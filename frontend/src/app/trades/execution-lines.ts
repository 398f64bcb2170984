import type { TradeAnswer } from '@singularity/contract';
import { inOrder } from '@singularity/domain';
import type { Execution } from '@singularity/domain';
import { formatMoney, formatNumber, formatQuantity } from '../ui/format/money';
import { formatMoment } from '../ui/format/zoned-time';

/** In the one order in which fills are shown everywhere: by time. */
export function inTimeOrder({ executions }: Pick<TradeAnswer, 'executions'>): TradeAnswer['executions'] {
  // What the server sends is in the forms of the domain.
  return inOrder(executions as readonly Execution[]);
}

/** The fills of a trade in words. */
export function executionLinesOf(trade: TradeAnswer, timeZone: string) {
  return inTimeOrder(trade).map((execution) => ({
    execution,
    word: execution.type === 'open' ? 'Entry' : 'Exit',
    at: formatMoment(execution.at, timeZone),
    amount: `${formatQuantity(execution.quantity)} @ ${formatNumber(execution.price, { least: 2 })}`,
    fees: formatMoney(execution.fees, trade.currency),
  }));
}
