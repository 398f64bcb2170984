export type {
  CandlesView as CandlesAnswer,
  CandleView as Candle,
  QuoteView as QuoteAnswer,
} from './wire/market-answers.js';

/** GET /api/market/candles: at most 500, of the interval that suits the span. */
export interface CandlesQuery {
  symbol: string;
  from: string;
  to: string;
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
