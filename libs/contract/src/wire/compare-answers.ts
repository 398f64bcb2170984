import { ApiExtraModels, ApiProperty, getSchemaPath, PickType } from '@nestjs/swagger';
import { Choice, Count, FieldChangeView, Moment, OrNull, Text } from './answer-fields.js';
import { DescribedType } from './described-type.js';
import { NetPnlChangeView, StreamView, SubjectView } from './history-answers.js';
import type { HistorySubject } from './history-answers.js';
import { CurrencyStatisticsView } from './stats-answers.js';
import { DIFFERENCE_KINDS } from '../plain/differences.js';
import type { DifferenceKind } from '../plain/differences.js';

export class ComparedFiguresView extends PickType(CurrencyStatisticsView, [
  'totalTrades',
  'closedTrades',
  'winRate',
  'netPnl',
  'totalBalance',
]) {}

export class ComparedCurrencyView {
  @Text() readonly currency!: string;
  @ApiProperty({ type: ComparedFiguresView }) readonly from!: ComparedFiguresView;
  @ApiProperty({ type: ComparedFiguresView }) readonly to!: ComparedFiguresView;
}

export class DifferenceCountsView extends DescribedType<Readonly<Record<DifferenceKind, number>>>({
  added: Count(),
  changed: Count(),
  deleted: Count(),
  restored: Count(),
}) {}

/** What is not what it was. What was changed and changed back, or came and went, is none. */
@ApiExtraModels(SubjectView)
export class LedgerDifferenceView {
  @Choice(DIFFERENCE_KINDS) readonly kind!: DifferenceKind;
  @ApiProperty({ type: StreamView }) readonly stream!: StreamView;
  @ApiProperty({ allOf: [{ $ref: getSchemaPath(SubjectView) }], description: 'By its name at the end.' })
  readonly subject!: HistorySubject;
  @Text({ ...OrNull, description: 'Of a trade or an account; null for day notes and settings.' })
  readonly currency!: string | null;
  @Moment({ description: 'The last time that it was changed in between.' }) readonly changedAt!: string;
  @ApiProperty({
    type: [FieldChangeView],
    description: 'As in the history; none of what was deleted, or restored as it was.',
  })
  readonly changes!: readonly FieldChangeView[];
  /** A side is null where there is no trade, or nothing was realized. */
  @ApiProperty({
    ...OrNull,
    type: NetPnlChangeView,
    description: 'Of a trade; null for all else.',
  })
  readonly netPnl!: NetPnlChangeView | null;
}

/** GET /api/user/compare */
export class CompareView {
  @Count() readonly fromVersion!: number;
  @Count() readonly toVersion!: number;
  @Count({ description: 'The version of the definitions.' }) readonly metrics!: number;
  @ApiProperty({ type: [ComparedCurrencyView] }) readonly currencies!: readonly ComparedCurrencyView[];
  @ApiProperty({ type: DifferenceCountsView, description: 'How many differences there are, on all pages.' })
  readonly counts!: DifferenceCountsView;
  @ApiProperty({ type: [LedgerDifferenceView], description: 'Those that were changed last come first.' })
  readonly items!: readonly LedgerDifferenceView[];
  @Text(OrNull) readonly nextCursor!: string | null;
}
