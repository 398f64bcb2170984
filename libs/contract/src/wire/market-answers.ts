import { ApiProperty } from '@nestjs/swagger';
import { CANDLE_INTERVALS, MOST_CANDLES } from '@singularity/domain';
import type { CandleInterval } from '@singularity/domain';
import { Choice, Moment, Money, OrNull, Text } from './answer-fields.js';

/** GET /api/market?symbol= */
export class QuoteView {
  @Text({ example: 'AAPL' }) readonly symbol!: string;
  @Money({ description: 'Of the last trade.' }) readonly price!: string;
  @Money({ ...OrNull, description: 'Since the previous close.' }) readonly change!: string | null;
  @Money({ ...OrNull, description: 'In percent: 1.5 is 1.5 %.', example: '1.5' }) readonly changePercent!:
    string | null;
  @Money(OrNull) readonly open!: string | null;
  @Money(OrNull) readonly high!: string | null;
  @Money(OrNull) readonly low!: string | null;
  @Money({ ...OrNull, example: '48215600' }) readonly volume!: string | null;
  @Moment({ description: 'Of the last trade.' }) readonly timestamp!: string;
  @Text({ example: 'Tradier' }) readonly source!: string;
}

export class CandleView {
  @Moment({ description: 'Its beginning; of days and more, that of its first day in New York.' })
  readonly time!: string;
  @Money() readonly open!: string;
  @Money() readonly high!: string;
  @Money() readonly low!: string;
  @Money() readonly close!: string;
  @Money({ ...OrNull, example: '48215600' }) readonly volume!: string | null;
}

/** In the order of time; none where nothing was traded in the span. */
export class CandlesView {
  @Text({ example: 'AAPL' }) readonly symbol!: string;
  @Choice(CANDLE_INTERVALS, { description: 'The finest that the source still has and that suits the span.' })
  readonly interval!: CandleInterval;
  @ApiProperty({ type: [CandleView], maxItems: MOST_CANDLES }) readonly candles!: readonly CandleView[];
  @Text({ example: 'Tradier' }) readonly source!: string;
}
