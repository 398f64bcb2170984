import type { BreakdownGroup } from '@singularity/domain';

export function aGroup(key: string, netPnl: string, closedTrades = 1): BreakdownGroup {
  return {
    key,
    netPnl,
    grossPnl: netPnl,
    fees: '0',
    closedTrades,
    wins: 0,
    losses: 0,
    breakeven: 0,
    winRate: '0.5',
    averageWin: null,
    averageLoss: null,
    profitFactor: null,
    expectancy: null,
  } as BreakdownGroup;
}
