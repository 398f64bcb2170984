import { SERIES_POINTS, SPARKLINE_POINTS } from '@singularity/contract';
import type { AccountFigures } from '@singularity/contract';
import { decimal, sparklineOf, sum, toText } from '@singularity/domain';
import type { DecimalText, Instant } from '@singularity/domain';
import type { DayStatsRow } from './day-stats.entity.js';
import { grainFor, together } from './pieces.js';
import type { Piece } from './pieces.js';

export interface AccountFacts {
  readonly accountId: string;
  readonly startingBalance: DecimalText;
  readonly openTrades: number;
  readonly lastActivityAt: Instant | null;
}

/** A day of an account, or a longer stretch; `moved` is what was earned and what flowed. */
export interface AccountPiece extends Piece {
  readonly scope: string;
  readonly closed: number;
  readonly net: DecimalText;
  readonly moved: DecimalText;
}

/** More days than that are put together. */
export const MOST_PIECES = SERIES_POINTS.default;

/** Buckets of days as days of the accounts that they are of. */
export function toAccountDays(
  rows: readonly Pick<DayStatsRow, 'scope' | 'day' | 'closed' | 'net' | 'flow'>[],
): readonly AccountPiece[] {
  return rows
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ scope, day, closed, net, flow }) => {
      const moved = toText(decimal(net).plus(decimal(flow)));
      return { grain: 'day', scope, day, closed, net, moved };
    });
}

/** What the cards of the accounts show, for all accounts at once, out of their days in order. */
export function accountFiguresOf(
  accounts: readonly AccountFacts[],
  pieces: readonly AccountPiece[],
): readonly AccountFigures[] {
  const byAccount = Map.groupBy(pieces, ({ scope }) => scope);
  return accounts.map(({ accountId, startingBalance, openTrades, lastActivityAt }) => {
    const own = byAccount.get(accountId) ?? [];
    const moves = together(own, grainFor([own], MOST_PIECES)).map((some) => total(some, 'moved'));
    return {
      accountId,
      closedTrades: own.reduce((trades, piece) => trades + piece.closed, 0),
      openTrades,
      netPnl: total(own, 'net'),
      lastActivityAt,
      sparkline: sparklineOf(startingBalance, moves, SPARKLINE_POINTS),
    };
  });
}

function total(pieces: readonly AccountPiece[], part: 'net' | 'moved'): DecimalText {
  return toText(sum(pieces.map((piece) => decimal(piece[part]))));
}
