import type { DayFill, DaySheetAnswer } from '@singularity/contract';
import type { Day } from '@singularity/domain';

let fills = 0;

export function aFill(difference: Partial<Record<keyof DayFill, string | null>> = {}): DayFill {
  return {
    id: `e${++fills}`,
    tradeId: 't1',
    accountId: null,
    currency: 'USD',
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    side: null,
    strike: null,
    expiration: null,
    type: 'open',
    at: '2026-11-23T14:30:00.000Z',
    quantity: '10',
    price: '187.2',
    fees: '1',
    realizedGross: null,
    realizedFees: null,
    realizedNet: null,
    ...difference,
  } as DayFill;
}

export function anExit(symbol: string, time: string, realizedNet: string, more = {}): DayFill {
  const at = `2026-11-23T${time}:00.000Z`;
  return aFill({ tradeId: symbol, symbol, type: 'close', at, realizedNet, ...more });
}

export function aSheet(fills: readonly DayFill[], difference: Partial<DaySheetAnswer> = {}): DaySheetAnswer {
  const day = '2026-11-23' as Day;
  return { version: 7, day, previous: '2026-11-20' as Day, next: null, fills, more: false, ...difference };
}
