import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { QuoteAnswer } from '@singularity/contract';
import { QuoteRoute } from '../auth/rate-limit.guard.js';
import { ApiAnswer, Moment, Money, OrNull, Text } from '../http/api-docs.js';
import { SymbolField } from '../http/fields.js';
import { notFound, unavailable } from '../http/problem.js';
import { Quotes } from './quotes.js';

const RETRY_AFTER_SECONDS = 10;

export class QuoteQuery {
  @SymbolField() symbol!: string;
}

export class QuoteView implements QuoteAnswer {
  @Text({ example: 'AAPL' }) symbol!: string;
  @Money({ description: 'Of the last trade.' }) price!: string;
  @Money({ ...OrNull, description: 'Since the previous close.' }) change!: string | null;
  @Money({ ...OrNull, description: 'In percent: 1.5 is 1.5 %.', example: '1.5' }) changePercent!: string | null;
  @Money(OrNull) open!: string | null;
  @Money(OrNull) high!: string | null;
  @Money(OrNull) low!: string | null;
  @Money({ ...OrNull, example: '48215600' }) volume!: string | null;
  @Moment({ description: 'Of the last trade.' }) timestamp!: string;
  @Text({ example: 'Tradier' }) source!: string;
}

@ApiTags('market')
@Controller('api/market')
export class MarketController {
  constructor(@Inject(Quotes) private readonly quotes: Quotes) {}

  /** What the market source says about a symbol, a few seconds old at most; never a number that it did not say. */
  @Get()
  @QuoteRoute()
  @ApiAnswer(QuoteView)
  async quote(@Query() { symbol }: QuoteQuery): Promise<QuoteAnswer> {
    const quoted = await this.quotes.of(symbol);
    switch (quoted.status) {
      case 'quoted':
        return quoted.quote;
      case 'unknown-symbol':
        throw notFound();
      case 'not-configured':
        throw unavailable('No source for quotes is set up here.', RETRY_AFTER_SECONDS);
      case 'no-price':
        throw unavailable('The source for quotes has no price for this symbol at the moment.', RETRY_AFTER_SECONDS);
      case 'no-answer':
        throw unavailable('The source for quotes has no answer at the moment.', RETRY_AFTER_SECONDS);
    }
  }
}
