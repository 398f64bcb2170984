/** GET /api/market?symbol= */
export interface QuoteAnswer {
  readonly symbol: string;
  readonly price: string;
  readonly change: string | null;
  readonly changePercent: string | null;
  readonly open: string | null;
  readonly high: string | null;
  readonly low: string | null;
  readonly volume: string | null;
  readonly timestamp: string;
  readonly source: string;
}

export const SYSTEM_STATES = ['healthy', 'degraded', 'error', 'not configured'] as const;
export type SystemState = (typeof SYSTEM_STATES)[number];

/** GET /api/status */
export interface StatusAnswer {
  readonly overall: 'healthy' | 'degraded' | 'error';
  readonly systems: Readonly<Record<'database' | 'discord' | 'market', SystemState>>;
  readonly version: string;
  readonly timestamp: string;
}
