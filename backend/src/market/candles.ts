import type { CandlesAnswer } from '@singularity/contract';
import { MOST_CANDLES } from '@singularity/domain';
import type { CandleInterval, Span } from '@singularity/domain';
import type { Clock } from '../runtime/clock.js';
import { TtlCache } from '../runtime/ttl-cache.js';
import type { Quotes } from './quotes.js';
import type { Tradier, Unanswered } from './tradier.js';
import { candlesFrom, requestFor } from './tradier-candles.js';
import type { CandleRequest } from './tradier-candles.js';

const LIFE_MS = 10_000;
const MOST_SPANS = 100;

export type CandlesFound =
  { readonly status: 'found'; readonly answer: CandlesAnswer } | { readonly status: 'unknown-symbol' } | Unanswered;

/** Candles of Tradier, some seconds old at most. Failures are remembered as long: a source in trouble is not pressed. */
export class Candles {
  private readonly cache: TtlCache<CandlesFound>;

  constructor(
    private readonly tradier: Tradier,
    private readonly quotes: Quotes,
    clock: Clock,
  ) {
    const now = () => Date.parse(clock.now());
    this.cache = new TtlCache({ lifeMs: LIFE_MS, most: MOST_SPANS, now });
  }

  /** Never rejects. The symbol is in canonical form. */
  of(symbol: string, interval: CandleInterval, span: Span): Promise<CandlesFound> {
    const request = requestFor(symbol, interval, span);
    return this.cache.get(JSON.stringify(request), () => this.ask(symbol, interval, request));
  }

  private async ask(symbol: string, interval: CandleInterval, request: CandleRequest): Promise<CandlesFound> {
    const { path, query } = request;
    const read = await this.tradier.ask(path, query, (body) => candlesFrom(body, interval));
    if (read.status !== 'found') return read;
    const candles = read.candles.slice(-MOST_CANDLES);
    // Tradier has no candles of what it does not know and of what was not traded alike.
    const quoted = candles.length === 0 ? await this.quotes.of(symbol) : null;
    switch (quoted?.status) {
      case 'unknown-symbol':
      case 'no-answer':
      case 'not-configured':
        return quoted;
      default:
        return { status: 'found', answer: { symbol, interval, candles, source: 'Tradier' } };
    }
  }
}
