import type { Instant } from '@singularity/domain';
import { InstantField, SymbolField } from './fields.js';

/** GET /api/market */
export class QuoteQuery {
  @SymbolField() symbol!: string;
}

/** GET /api/market/candles: at most 500, of the interval that suits the span. */
export class CandlesRequest extends QuoteQuery {
  @InstantField() from!: Instant;
  @InstantField() to!: Instant;
}
