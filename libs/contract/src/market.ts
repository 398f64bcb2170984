import type { CandleInterval } from '@singularity/domain';

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

/** GET /api/market/candles: at most 500, of the interval that suits the span. */
export interface CandlesQuery {
  symbol: string;
  from: string;
  to: string;
}

export interface CandlesAnswer {
  readonly symbol: string;
  readonly interval: CandleInterval;
  /** In the order of time; none where nothing was traded in the span. */
  readonly candles: readonly Candle[];
  readonly source: string;
}

export interface Candle {
  /** Its beginning; of days and more, the beginning of its first day in New York. */
  readonly time: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string | null;
}

export const SYSTEM_STATES = ['healthy', 'degraded', 'error', 'not configured'] as const;
export type SystemState = (typeof SYSTEM_STATES)[number];

/** Ledgers whose read models are older than the app: still to be done, and those that could not be. */
export interface ProjectionsStanding {
  readonly behind: number;
  readonly failed: number;
}

/** GET /api/status */
export interface StatusAnswer {
  readonly overall: 'healthy' | 'degraded' | 'error';
  readonly systems: Readonly<
    Record<'database' | 'discord' | 'market' | 'projections' | 'clock' | 'https', SystemState>
  >;
  readonly projections: ProjectionsStanding;
  /** Why something is not healthy, where there is more to say than its state. */
  readonly reasons: Readonly<Partial<Record<'database' | 'discord' | 'market' | 'clock' | 'https', string>>>;
  readonly version: string;
  readonly timestamp: string;
}
