import type { Clock } from '../runtime/clock.js';
import { TtlCache } from '../runtime/ttl-cache.js';
import type { Tradier, Unanswered } from './tradier.js';
import { quotedFrom } from './tradier-quote.js';
import type { Quoted } from './tradier-quote.js';

const LIFE_MS = 5_000;
const MOST_SYMBOLS = 1_000;

/** Quotes of Tradier, each a few seconds old at most. Failures are remembered as long: a source in trouble is not pressed. */
export class Quotes {
  private readonly cache: TtlCache<Quoted | Unanswered>;

  constructor(
    private readonly tradier: Tradier,
    clock: Clock,
  ) {
    const now = () => Date.parse(clock.now());
    this.cache = new TtlCache({ lifeMs: LIFE_MS, most: MOST_SYMBOLS, now });
  }

  /** Never rejects. The symbol is in canonical form. */
  of(symbol: string): Promise<Quoted | Unanswered> {
    const query = { symbols: symbol, greeks: 'false' };
    return this.cache.get(symbol, () => this.tradier.ask('quotes', query, (body) => quotedFrom(body, symbol)));
  }
}
