import { ApiProperty } from '@nestjs/swagger';
import type { Day, DecimalText, ExecutionType, Instant } from '@singularity/domain';
import { Choice, Count, Flag, Id, Moment, Money, OrNull, ReceiptView, Text } from './answer-fields.js';
import { NamedTradeView } from './history-answers.js';

/** Every day has one, which is empty until it is written. */
export class DayNoteView {
  @Id({ description: 'The stream of the day, as history names it.' }) readonly id!: string;
  @Text({ format: 'date' }) readonly day!: Day;
  @Text(OrNull) readonly notes!: string | null;
  @Count({ description: 'For If-Match; 0 before it was ever written.' }) readonly streamVersion!: number;
  @Moment(OrNull) readonly updatedAt!: string | null;
}

export class DayNoteCommandView extends DayNoteView {
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}

/** Days that have a note, in order. */
export class NotedDaysView {
  @Text({ isArray: true, format: 'date' }) readonly days!: readonly Day[];
}

/** A fill with the trade that it belongs to; what it made real, where it closed something. */
export class DayFillView extends NamedTradeView {
  @Id() readonly id!: string;
  @Id() readonly tradeId!: string;
  @Id(OrNull) readonly accountId!: string | null;
  @Text({ example: 'USD' }) readonly currency!: string;
  @Choice(['open', 'close']) readonly type!: ExecutionType;
  @Moment() readonly at!: Instant;
  @Money() readonly quantity!: DecimalText;
  @Money() readonly price!: DecimalText;
  @Money({ description: 'Its own.' }) readonly fees!: DecimalText;
  @Money({ ...OrNull, description: 'Null for an entry.' }) readonly realizedGross!: DecimalText | null;
  @Money({ ...OrNull, description: 'Its own, and its share of those of the entries.' })
  readonly realizedFees!: DecimalText | null;
  @Money(OrNull) readonly realizedNet!: DecimalText | null;
}

/** GET /api/user/days/:day */
export class DaySheetView {
  @Count() readonly version!: number;
  @Text({ format: 'date' }) readonly day!: Day;
  @Text({ ...OrNull, format: 'date', description: 'The last day before it that has fills.' })
  readonly previous!: Day | null;
  @Text({ ...OrNull, format: 'date', description: 'The first day after it that has fills.' })
  readonly next!: Day | null;
  @ApiProperty({ type: [DayFillView], description: 'In the order in which they count.' })
  readonly fills!: readonly DayFillView[];
  @Flag({ description: 'Whether there are more fills than an answer holds.' }) readonly more!: boolean;
}
