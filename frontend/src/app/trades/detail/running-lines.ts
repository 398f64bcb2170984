import type { TradeAnswer } from '@singularity/contract';
import { runningProfitOf } from '@singularity/domain';
import type { Position } from '@singularity/domain';
import { writeClock } from '../../ui/format/date-style';
import { formatMoney, formatNumber, formatQuantity } from '../../ui/format/money';
import { formatShortMoment, toDay, toWallTime } from '../../ui/format/zoned-time';

/** A fill of a trade in words, with where the trade stood after it. */
export interface RunningLine {
  readonly id: string;
  readonly type: 'open' | 'close';
  readonly word: 'Entry' | 'Exit';
  readonly time: string;
  readonly amount: string;
  readonly fees: string;
  readonly position: string;
  /** Null for an entry. */
  readonly realized: string | null;
  readonly total: string;
}

/** In the order in which they count. The day stands beside the time where there are several. */
export function runningLinesOf(trade: TradeAnswer, timeZone: string): readonly RunningLine[] {
  const { executions, currency } = trade;
  const days = new Set(executions.map(({ at }) => toDay(at, timeZone)));
  const timeOf = (at: string) =>
    days.size > 1 ? formatShortMoment(at, timeZone) : writeClock(toWallTime(at, timeZone).slice(11));
  return runningProfitOf(trade as unknown as Position).map(({ execution, openQuantity, realizedNet, total }) => ({
    id: execution.id,
    type: execution.type,
    word: execution.type === 'open' ? 'Entry' : 'Exit',
    time: timeOf(execution.at),
    amount: `${formatQuantity(execution.quantity)} @ ${formatNumber(execution.price, { least: 2 })}`,
    fees: formatMoney(execution.fees, currency),
    position: formatQuantity(openQuantity),
    realized: realizedNet,
    total,
  }));
}
