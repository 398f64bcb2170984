import { ApiProperty, PickType } from '@nestjs/swagger';
import { DIFFERENCE_KINDS } from '@singularity/contract';
import type { CompareAnswer, ComparedFigures, DifferenceKind, LedgerDifference } from '@singularity/contract';
import {
  Choice,
  Count,
  FieldChangeView,
  Id,
  Moment,
  Money,
  OrNull,
  Text,
  CurrencyStatisticsView,
} from '@singularity/contract/wire';

export class ComparedFiguresView
  extends PickType(CurrencyStatisticsView, ['totalTrades', 'closedTrades', 'winRate', 'netPnl', 'totalBalance'])
  implements ComparedFigures {}

export class ComparedCurrencyView {
  @Text() currency!: string;
  @ApiProperty({ type: ComparedFiguresView }) from!: ComparedFiguresView;
  @ApiProperty({ type: ComparedFiguresView }) to!: ComparedFiguresView;
}

export class DifferenceCountsView implements Record<DifferenceKind, number> {
  @Count() added!: number;
  @Count() changed!: number;
  @Count() deleted!: number;
  @Count() restored!: number;
}

export class DifferentStreamView {
  @Choice(['account', 'trade']) type!: 'account' | 'trade';
  @Id() id!: string;
}

export class NetPnlChangeView {
  @Money(OrNull) from!: string | null;
  @Money(OrNull) to!: string | null;
}

export class LedgerDifferenceView implements LedgerDifference {
  @Choice(DIFFERENCE_KINDS) kind!: DifferenceKind;
  @ApiProperty({ type: DifferentStreamView }) stream!: DifferentStreamView;
  @Text({ description: 'The symbol of a trade, the name of an account: as it stands at the end.' }) name!: string;
  @Text() currency!: string;
  @Moment({ description: 'The last time that it was changed in between.' }) changedAt!: string;
  @ApiProperty({
    type: [FieldChangeView],
    description: 'As in the history; none of what was deleted, or restored as it was.',
  })
  changes!: FieldChangeView[];
  @ApiProperty({
    ...OrNull,
    type: NetPnlChangeView,
    description: 'Of a trade; null for accounts.',
  })
  netPnl!: NetPnlChangeView | null;
}

export class CompareView implements CompareAnswer {
  @Count() fromVersion!: number;
  @Count() toVersion!: number;
  @Count({ description: 'The version of the definitions.' }) metrics!: number;
  @ApiProperty({ type: [ComparedCurrencyView] }) currencies!: ComparedCurrencyView[];
  @ApiProperty({ type: DifferenceCountsView, description: 'How many differences there are, on all pages.' })
  counts!: DifferenceCountsView;
  @ApiProperty({ type: [LedgerDifferenceView], description: 'Those that were changed last come first.' })
  items!: LedgerDifferenceView[];
  @Text(OrNull) nextCursor!: string | null;
}
