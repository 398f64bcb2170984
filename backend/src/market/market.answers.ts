import { ApiProperty } from '@nestjs/swagger';
import type { Candle, CandlesAnswer, QuoteAnswer } from '@singularity/contract';
import { CANDLE_INTERVALS, MOST_CANDLES } from '@singularity/domain';
import type { CandleInterval } from '@singularity/domain';
import { Choice, Moment, Money, OrNull, Text } from '@singularity/contract/wire';

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

class CandleView implements Candle {
  @Moment({ description: 'Its beginning; of days and more, that of its first day in New York.' }) time!: string;
  @Money() open!: string;
  @Money() high!: string;
  @Money() low!: string;
  @Money() close!: string;
  @Money({ ...OrNull, example: '48215600' }) volume!: string | null;
}

export class CandlesView implements CandlesAnswer {
  @Text({ example: 'AAPL' }) symbol!: string;
  @Choice(CANDLE_INTERVALS, { description: 'The finest that the source still has and that suits the span.' })
  interval!: CandleInterval;
  @ApiProperty({ type: [CandleView], maxItems: MOST_CANDLES }) candles!: CandleView[];
  @Text({ example: 'Tradier' }) source!: string;
}
