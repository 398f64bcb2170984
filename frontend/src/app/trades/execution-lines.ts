import type { TradeAnswer } from '@singularity/contract';
import { formatMoney, formatNumber, formatQuantity } from '../ui/format/money';
import { formatMoment } from '../ui/format/zoned-time';

/** The executions of a trade in words. */
export function executionLinesOf({ executions, currency }: TradeAnswer, timeZone: string) {
  return executions.map((execution) => ({
    execution,
    word: execution.type === 'open' ? 'Entry' : 'Exit',
    at: formatMoment(execution.at, timeZone),
    amount: `${formatQuantity(execution.quantity)} @ ${formatNumber(execution.price, { least: 2 })}`,
    fees: formatMoney(execution.fees, currency),
  }));
}
