import { SPARKLINE_POINTS } from '@singularity/contract';
import type { AccountFigures } from '@singularity/contract';
import { decimal, sparklineOf, sum, toText } from '@singularity/domain';
import type { DecimalText, Instant } from '@singularity/domain';
import type { DayStatsRow } from './day-stats.entity.js';

export interface AccountFacts {
  readonly accountId: string;
  readonly startingBalance: DecimalText;
  readonly openTrades: number;
  readonly lastActivityAt: Instant | null;
}

/** A day of an account; `moved` is what was earned and what flowed. */
export interface AccountDay {
  readonly scope: string;
  readonly closed: number;
  readonly net: DecimalText;
  readonly moved: DecimalText;
}

/** Buckets as days of the accounts that they are of. */
export function toAccountDays(
  rows: readonly Pick<DayStatsRow, 'scope' | 'day' | 'closed' | 'net' | 'flow'>[],
): readonly AccountDay[] {
  return rows
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ scope, closed, net, flow }) => ({ scope, closed, net, moved: toText(decimal(net).plus(decimal(flow))) }));
}

/** What the cards of the accounts show, for all accounts at once, out of their days in order. */
export function accountFiguresOf(
  accounts: readonly AccountFacts[],
  accountDays: readonly AccountDay[],
): readonly AccountFigures[] {
  const byAccount = Map.groupBy(accountDays, ({ scope }) => scope);
  return accounts.map(({ accountId, startingBalance, openTrades, lastActivityAt }) => {
    const days = byAccount.get(accountId) ?? [];
    return {
      accountId,
      closedTrades: days.reduce((trades, day) => trades + day.closed, 0),
      openTrades,
      netPnl: toText(sum(days.map((day) => decimal(day.net)))),
      lastActivityAt,
      sparkline: sparklineOf(
        startingBalance,
        days.map((day) => day.moved),
        SPARKLINE_POINTS,
      ),
    };
  });
}
