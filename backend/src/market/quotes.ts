import { Logger } from '@nestjs/common';
import type { SystemState } from '@singularity/contract';
import type { Config } from '../config.js';
import type { Clock } from '../event-store/clock.js';
import { fetchText } from '../http/fetch-text.js';
import { ShortMemory } from '../http/short-memory.js';
import { quotedFrom } from './tradier-quote.js';
import type { Quoted } from './tradier-quote.js';

const TIMEOUT_MS = 3_000;
const LIFE_MS = 5_000;
const MOST_SYMBOLS = 1_000;

/** Quotes of Tradier, each a few seconds old at most. Failures are remembered as long: a source in trouble is not pressed. */
export class Quotes {
  private readonly logger = new Logger(Quotes.name);
  private readonly memory: ShortMemory<Quoted>;
  private lastAnswered = true;

  constructor(
    private readonly market: Config['market'],
    clock: Clock,
  ) {
    const now = () => Date.parse(clock.now());
    this.memory = new ShortMemory({ lifeMs: LIFE_MS, most: MOST_SYMBOLS, now });
  }

  /** Never rejects. The symbol is in canonical form. */
  of(symbol: string): Promise<Quoted> {
    const { market } = this;
    if (!market) return Promise.resolve({ status: 'not-configured' });
    return this.memory.get(symbol, async () => {
      const quoted = await ask(market, symbol);
      this.lastAnswered = quoted.status !== 'no-answer';
      if (quoted.status === 'no-answer') this.logger.warn(`There is no quote from Tradier: ${quoted.why}.`);
      return quoted;
    });
  }

  /** How the source did when it was last asked. */
  state(): SystemState {
    if (!this.market) return 'not configured';
    return this.lastAnswered ? 'healthy' : 'error';
  }
}

async function ask({ baseUrl, token }: NonNullable<Config['market']>, symbol: string): Promise<Quoted> {
  const query = new URLSearchParams({ symbols: symbol, greeks: 'false' });
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
  try {
    const { status, text } = await fetchText(`${baseUrl}/v1/markets/quotes?${query}`, { headers }, TIMEOUT_MS);
    return status === 200 ? quotedFrom(text, symbol) : { status: 'no-answer', why: `status ${status}` };
  } catch {
    return { status: 'no-answer', why: 'no answer in time' };
  }
}
