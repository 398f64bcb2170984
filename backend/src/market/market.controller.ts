import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CandlesAnswer, QuoteAnswer } from '@singularity/contract';
import { candleIntervalOf, MOST_YEARS } from '@singularity/domain';
import { QuoteRoute } from '../auth/rate-limit.guard.js';
import { Clock } from '../runtime/clock.js';
import { ApiAnswer } from '../http/api-docs.js';
import { CandlesRequest, CandlesView, QuoteQuery, QuoteView } from '@singularity/contract/wire';
import { invalidFields, notFound, unavailable } from '../http/problem.js';
import type { ProblemException } from '../http/problem.js';
import { Candles } from './candles.js';
import { Quotes } from './quotes.js';

const RETRY_AFTER_SECONDS = 10;

@ApiTags('market')
@Controller('api/market')
export class MarketController {
  constructor(
    @Inject(Quotes) private readonly quotes: Quotes,
    @Inject(Candles) private readonly candles: Candles,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** What the market source says about a symbol, a few seconds old at most; never a number that it did not say. */
  @Get()
  @QuoteRoute()
  @ApiAnswer(QuoteView)
  async quote(@Query() { symbol }: QuoteQuery): Promise<QuoteAnswer> {
    const quoted = await this.quotes.of(symbol);
    if (quoted.status !== 'quoted') throw refusalOf(quoted.status);
    return quoted.quote;
  }

  /** How the price of a symbol went, in at most 500 candles of the interval that suits the span. */
  @Get('candles')
  @QuoteRoute()
  @ApiAnswer(CandlesView)
  async candlesOf(@Query() { symbol, from, to }: CandlesRequest): Promise<CandlesAnswer> {
    if (to <= from) throw invalidFields([{ field: 'to', message: 'The end must be after the start.' }]);
    const interval = candleIntervalOf({ from, to }, this.clock.now());
    if (!interval) throw invalidFields([{ field: 'to', message: `Ask for at most ${MOST_YEARS} years.` }]);
    const found = await this.candles.of(symbol, interval, { from, to });
    if (found.status !== 'found') throw refusalOf(found.status);
    return found.answer;
  }
}

function refusalOf(why: 'unknown-symbol' | 'not-configured' | 'no-price' | 'no-answer'): ProblemException {
  switch (why) {
    case 'unknown-symbol':
      return notFound();
    case 'not-configured':
      return unavailable('Market data is not set up.', RETRY_AFTER_SECONDS);
    case 'no-price':
      return unavailable('No market price for this symbol right now.', RETRY_AFTER_SECONDS);
    case 'no-answer':
      return unavailable('Market data is unavailable right now.', RETRY_AFTER_SECONDS);
  }
}
