import type { DayStatistics } from '@singularity/contract';

export function someDay(day: string, netPnl: string, closedTrades = 1): DayStatistics {
  const lost = netPnl.startsWith('-');
  return {
    day,
    to: day,
    netPnl,
    grossPnl: netPnl,
    fees: '0',
    closedTrades,
    wins: lost ? 0 : closedTrades,
    losses: lost ? closedTrades : 0,
  };
}
