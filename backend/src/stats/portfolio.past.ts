import type { PointsQuery, StatsQuery } from '@singularity/contract/wire';
import { courseOf, decimal, sum, toText } from '@singularity/domain';
import type { DayBucket, DecimalText, Tally } from '@singularity/domain';
import { statRulesOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { pastAccounts } from './account-figures.past.js';
import { dayStatsOf, pastDays } from './days.past.js';
import { asOne, fromDay, mapStretch, noTotals } from './portfolio.js';
import type { Courses, PortfolioParts, Stretch, Sums, Totals } from './portfolio.js';
import { isWithin, periodOf } from '../filter/period.js';
import { tradesOf, tradesThrough } from './stat-items.past.js';
import type { PastTrade } from './stat-items.past.js';

export function pastWholes(ledger: FoldedLedger, query: StatsQuery): PortfolioParts<Stretch<Tally>> {
  return pastPortfolio(ledger, query, (days) => asOne(days.map(({ bucket }) => bucket)));
}

export function pastCourses(ledger: FoldedLedger, { points: _shown, ...query }: PointsQuery): PortfolioParts<Courses> {
  return pastPortfolio(ledger, query, (days) =>
    days.map(({ day, bucket }) => ({ grain: 'day' as const, ...courseOf(day, bucket) })),
  );
}

export function pastPieces(ledger: FoldedLedger, { points: _shown, ...query }: PointsQuery): PortfolioParts<Sums> {
  return pastPortfolio(ledger, query, (days) =>
    days.map(({ day, bucket }) => ({ grain: 'day' as const, day, sums: bucket })),
  );
}

function pastPortfolio<Content>(
  ledger: FoldedLedger,
  query: StatsQuery,
  kind: (days: readonly DayBucket[]) => Content,
): PortfolioParts<Stretch<Content>> {
  const days = [...pastDays(ledger, query)];
  return {
    totals: totalsOf(ledger, query.accountId),
    openTrades: openTradesOf(ledger, query),
    stretches: new Map(
      days.map(([currency, all]) => [
        currency,
        mapStretch(
          fromDay(all, query.from, ({ bucket }) => bucket.curve.flow),
          kind,
        ),
      ]),
    ),
  };
}

function totalsOf(ledger: FoldedLedger, accountIds: readonly string[] | undefined): readonly Totals[] {
  const moved = Map.groupBy(dayStatsOf(ledger), ({ scope }) => scope);
  const accounts = pastAccounts(ledger).filter(({ id }) => accountIds === undefined || accountIds.includes(id));
  const totals = [...Map.groupBy(accounts, ({ details }) => details.currency)].map(([currency, group]): Totals => {
    const startingBalance = total(group.map(({ details }) => details.startingBalance));
    const rest = group.flatMap(({ id }) => moved.get(id) ?? []).flatMap(({ net, flow }) => [net, flow]);
    return { currency, totalAccounts: group.length, startingBalance, totalBalance: total([startingBalance, ...rest]) };
  });
  if (accountIds !== undefined) return totals;
  // What is traded in without an account has no totals, and is there all the same.
  const open = tradesOf(ledger)
    .filter(isOpen)
    .map(({ details }) => details.currency);
  const traded = new Set([...dayStatsOf(ledger).map(({ currency }) => currency), ...open]);
  for (const { currency } of totals) traded.delete(currency);
  return [...totals, ...[...traded].map(noTotals)];
}

function openTradesOf(ledger: FoldedLedger, { from, to, ...filter }: StatsQuery): ReadonlyMap<string, number> {
  const entered = periodOf(statRulesOf(ledger), { from, to });
  const open = tradesThrough(ledger, filter).filter(
    (trade) => isOpen(trade) && isWithin({ at: trade.figures.entryAt, accountId: trade.details.accountId }, entered),
  );
  const groups = Map.groupBy(open, ({ details }) => details.currency);
  return new Map([...groups].map(([currency, group]) => [currency, group.length]));
}

function isOpen({ figures }: PastTrade): boolean {
  return figures.status === 'open';
}

function total(amounts: readonly DecimalText[]): DecimalText {
  return toText(sum(amounts.map(decimal)));
}
