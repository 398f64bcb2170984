import type { CurrencyStatistics, DayFill, StatsAnswer } from '@singularity/contract';
import { decimal, toText } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';

/** What was realized so far, right after a fill that realized something. */
export interface CurvePoint {
  readonly fill: DayFill;
  readonly realized: DecimalText;
  readonly total: DecimalText;
}

/** How the day went: what was realized, exit by exit, summed up. */
export function curveOf(fills: readonly DayFill[]): readonly CurvePoint[] {
  let total = decimal('0' as DecimalText);
  return fills.flatMap((fill) => {
    if (fill.realizedNet === null) return [];
    total = total.plus(decimal(fill.realizedNet));
    return [{ fill, realized: fill.realizedNet, total: toText(total) }];
  });
}

/** What a trade made real on the day. */
export interface TradeResult {
  readonly fill: DayFill;
  readonly net: DecimalText;
}

/** What each trade made real on the day, the best first. Those that only began have no result. */
export function resultsOf(fills: readonly DayFill[]): readonly TradeResult[] {
  const trades = Map.groupBy(
    fills.filter(({ realizedNet }) => realizedNet !== null),
    ({ tradeId }) => tradeId,
  );
  return [...trades.values()]
    .flatMap((some) => {
      const last = curveOf(some).at(-1);
      return last ? [{ fill: last.fill, net: last.total }] : [];
    })
    .sort((a, b) => decimal(b.net).cmp(decimal(a.net)));
}

/** The currencies in which something happened on the day, the member's own first. */
export function currenciesOf(
  fills: readonly DayFill[],
  { currencies }: Pick<StatsAnswer, 'currencies'>,
  own: string,
): readonly string[] {
  const counted = currencies.filter(happened).map(({ currency }) => currency);
  const all = new Set([...fills.map(({ currency }) => currency), ...counted]);
  return [...all].sort((a, b) => Number(b === own) - Number(a === own) || (a < b ? -1 : 1));
}

function happened({ netPnl, fees, closedTrades }: CurrencyStatistics): boolean {
  return netPnl !== '0' || fees !== '0' || closedTrades > 0;
}
