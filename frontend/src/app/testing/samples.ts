import type { AccountAnswer, CurrencyStatistics, HistoryEntry, TradeAnswer, UndoAnswer } from '@singularity/contract';

export function anAccount(difference: Partial<AccountAnswer> = {}): AccountAnswer {
  return {
    id: 'a1',
    platform: 'Tradier',
    name: 'Swing',
    externalId: null,
    startingBalance: '10000',
    currency: 'USD',
    tradingDay: 'midnight',
    balance: '10075',
    status: 'open',
    streamVersion: 3,
    createdAt: '2026-01-05T14:00:00.000Z',
    updatedAt: '2026-01-05T14:00:00.000Z',
    ...difference,
  };
}

export function aTrade(difference: Partial<TradeAnswer> = {}): TradeAnswer {
  return {
    id: 't1',
    accountId: 'a1',
    currency: 'USD',
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    side: null,
    strike: null,
    expiration: null,
    multiplier: '1',
    multiplierSource: 'table',
    stopPrice: null,
    firstStopPrice: null,
    fromBroker: false,
    notes: null,
    tags: [],
    executions: [
      { id: 'e1', type: 'open', at: '2026-01-05T14:30:15.250Z', quantity: '10', price: '187.23', fees: '1.3' },
      { id: 'e2', type: 'close', at: '2026-01-05T20:00:00.000Z', quantity: '10', price: '191.1', fees: '0' },
    ],
    quantity: '10',
    entryPrice: '187.23',
    entryAt: '2026-01-05T14:30:15.250Z',
    exitPrice: '191.1',
    exitAt: '2026-01-05T20:00:00.000Z',
    fees: '1.3',
    status: 'closed',
    openQuantity: '0',
    grossPnl: '38.7',
    netPnl: '37.4',
    pnlPercent: '0.02',
    rMultiple: null,
    streamVersion: 1,
    createdAt: '2026-01-05T21:00:00.000Z',
    updatedAt: '2026-01-05T21:00:00.000Z',
    ...difference,
  };
}

/** In at 100 and 50, 120 out: 30 still open. */
export function aScaledTrade(difference: Partial<TradeAnswer> = {}): TradeAnswer {
  return aTrade({
    symbol: 'NVDA',
    executions: [
      { id: 'e1', type: 'open', at: '2026-01-05T14:30:00.000Z', quantity: '100', price: '120', fees: '1' },
      { id: 'e2', type: 'open', at: '2026-01-05T15:30:00.000Z', quantity: '50', price: '126', fees: '1' },
      { id: 'e3', type: 'close', at: '2026-01-06T15:00:00.000Z', quantity: '120', price: '130', fees: '1' },
    ],
    quantity: '150',
    entryPrice: '122',
    entryAt: '2026-01-05T14:30:00.000Z',
    exitPrice: '130',
    exitAt: '2026-01-06T15:00:00.000Z',
    fees: '3',
    status: 'open',
    openQuantity: '30',
    grossPnl: '1080',
    netPnl: '1077.6',
    pnlPercent: '0.0589',
    ...difference,
  });
}

export function pageOf<Item>(...items: Item[]) {
  return { items, nextCursor: null };
}

export function receipted<Resource extends object>(resource: Resource, version = 7) {
  return { ...resource, ledger: { version, hash: 'h' } };
}

export function anEntry(difference: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    version: 5,
    streamVersion: 1,
    stream: { type: 'trade', id: 't1' },
    type: 'TradeAdded',
    recordedAt: '2026-01-05T21:00:00.000Z',
    origin: 'form',
    batchId: null,
    undoes: null,
    undoneBy: null,
    changes: [],
    subject: {
      type: 'trade',
      trade: { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', side: null, strike: null, expiration: null },
    },
    effect: null,
    hash: 'h',
    ...difference,
  };
}

export function someStatistics(
  difference: Partial<Record<keyof CurrencyStatistics, unknown>> = {},
): CurrencyStatistics {
  return {
    currency: 'USD',
    totalAccounts: 2,
    totalBalance: '60075',
    totalTrades: 3,
    openTrades: 0,
    closedTrades: 3,
    wins: 3,
    losses: 0,
    breakeven: 0,
    winRate: '1',
    winRateDecided: '1',
    grossPnl: '78',
    netPnl: '75',
    fees: '3',
    averageWin: '25',
    averageLoss: null,
    payoffRatio: null,
    profitFactor: null,
    expectancy: '25',
    largestWin: '25',
    largestLoss: null,
    longestWinStreak: 3,
    longestLossStreak: 0,
    currentStreak: 3,
    averageR: null,
    rTrades: 0,
    maxDrawdown: { amount: '0', percent: null, from: null, to: null },
    averageWinHoldingSeconds: 3600,
    averageLossHoldingSeconds: null,
    ...difference,
  } as CurrencyStatistics;
}

/** What the server answers when it took a version back. */
export function anUndo(undone: number, difference: Partial<UndoAnswer> = {}): UndoAnswer {
  const undoneBy = difference.undoneBy === undefined ? undone + 1 : difference.undoneBy;
  return {
    undone,
    stream: { type: 'trade', id: 't1' },
    streamVersion: 3,
    ledger: { version: undone + 1, hash: 'h' },
    ...difference,
    undoneBy,
  };
}
