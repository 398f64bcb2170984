import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '@singularity/domain';
import { Count, Id, Moment, OrNull, ReceiptView, Text } from './answer-fields.js';

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
