import { ApiProperty, OmitType, PickType } from '@nestjs/swagger';
import { SPARKLINE_POINTS } from '@singularity/contract';
import type { AccountFigures, AccountFiguresAnswer } from '@singularity/contract';
import { BREAKDOWNS } from '@singularity/domain';
import type { Breakdown } from '@singularity/domain';
import { Choice, Count, Id, Moment, Money, OrNull, Text } from '@singularity/contract/wire';

/** A day without a time. */
const DayText = (more = {}) => Text({ format: 'date', ...more });

export class DrawdownView {
  @Money() amount!: string;
  @Money({ ...OrNull, description: 'As a fraction of the peak that it fell from.' }) percent!: string | null;
  @DayText(OrNull) from!: string | null;
  @DayText(OrNull) to!: string | null;
}

export class CurrencyStatisticsView {
  @Text() currency!: string;
  @Count() totalAccounts!: number;
  @Money() totalBalance!: string;
  @Count() totalTrades!: number;
  @Count() openTrades!: number;
  @Count() closedTrades!: number;
  @Count() wins!: number;
  @Count() losses!: number;
  @Count() breakeven!: number;
  @Money({ ...OrNull, description: 'wins ÷ closed' }) winRate!: string | null;
  @Money({ ...OrNull, description: 'wins ÷ (wins + losses)' }) winRateDecided!: string | null;
  @Money() grossPnl!: string;
  @Money() netPnl!: string;
  @Money() fees!: string;
  @Money(OrNull) averageWin!: string | null;
  @Money(OrNull) averageLoss!: string | null;
  @Money({ ...OrNull, description: 'average win ÷ |average loss|' }) payoffRatio!: string | null;
  @Money({ ...OrNull, description: 'Σ positive net ÷ |Σ negative net|' }) profitFactor!: string | null;
  @Money({ ...OrNull, description: 'net of closed trades ÷ closed' }) expectancy!: string | null;
  @Money(OrNull) largestWin!: string | null;
  @Money(OrNull) largestLoss!: string | null;
  @Count() longestWinStreak!: number;
  @Count() longestLossStreak!: number;
  @Count({ description: 'Positive for wins, negative for losses.' }) currentStreak!: number;
  @Money(OrNull) averageR!: string | null;
  @Count({ description: 'How many trades have an R.' }) rTrades!: number;
  @ApiProperty({ type: DrawdownView }) maxDrawdown!: DrawdownView;
  @Count(OrNull) averageWinHoldingSeconds!: number | null;
  @Count(OrNull) averageLossHoldingSeconds!: number | null;
}

export class StatsView {
  @Count({ description: 'The version of the ledger that this is about.' }) version!: number;
  @Count({ description: 'The version of the definitions.' }) metrics!: number;
  @ApiProperty({ type: [CurrencyStatisticsView] }) currencies!: CurrencyStatisticsView[];
}

export class EquityPointView {
  @DayText() day!: string;
  @Money() equity!: string;
  @Money({ description: 'How far below the highest point so far.' }) drawdown!: string;
}

export class CurrencyEquityView {
  @Text() currency!: string;
  @ApiProperty({ type: [EquityPointView] }) points!: EquityPointView[];
}

export class EquityView {
  @Count() version!: number;
  @ApiProperty({ type: [CurrencyEquityView] }) currencies!: CurrencyEquityView[];
}

export class DayView {
  @DayText() day!: string;
  @Money() netPnl!: string;
  @Money() grossPnl!: string;
  @Money() fees!: string;
  @Count() closedTrades!: number;
  @Count() wins!: number;
  @Count() losses!: number;
}

export class CurrencyDaysView {
  @Text() currency!: string;
  @ApiProperty({ type: [DayView] }) days!: DayView[];
}

export class DaysView {
  @Count() version!: number;
  @ApiProperty({ type: [CurrencyDaysView] }) currencies!: CurrencyDaysView[];
}

export class BreakdownGroupView extends PickType(CurrencyStatisticsView, [
  'closedTrades',
  'wins',
  'losses',
  'breakeven',
  'winRate',
  'netPnl',
  'grossPnl',
  'fees',
  'averageWin',
  'averageLoss',
  'profitFactor',
  'expectancy',
]) {
  @Text({
    description:
      'A symbol, asset type, direction, tag or account id (empty for none); a weekday from 1 for Monday to 7, an hour ' +
      'from 0 to 23 or a month such as 2026-01, in the time zone of the settings.',
  })
  key!: string;
}

export class CurrencyBreakdownView {
  @Text() currency!: string;
  @ApiProperty({ type: [BreakdownGroupView], description: 'In order of keys.' }) groups!: BreakdownGroupView[];
}

export class BreakdownView {
  @Count() version!: number;
  @Count() metrics!: number;
  @Choice(BREAKDOWNS) by!: Breakdown;
  @ApiProperty({ type: [CurrencyBreakdownView] }) currencies!: CurrencyBreakdownView[];
}

export class SetupView extends OmitType(CurrencyStatisticsView, [
  'currency',
  'totalAccounts',
  'totalBalance',
  'totalTrades',
  'openTrades',
]) {
  @Text() tag!: string;
}

export class CurrencySetupsView {
  @Text() currency!: string;
  @ApiProperty({ type: [SetupView], description: 'In order of tags.' }) setups!: SetupView[];
}

export class SetupsView {
  @Count() version!: number;
  @Count() metrics!: number;
  @ApiProperty({ type: [CurrencySetupsView] }) currencies!: CurrencySetupsView[];
}

export class AccountFiguresView implements AccountFigures {
  @Id() accountId!: string;
  @Count() closedTrades!: number;
  @Count() openTrades!: number;
  @Money() netPnl!: string;
  @Moment({ ...OrNull, description: 'The last time that it was traded on or its balance was updated.' })
  lastActivityAt!: string | null;
  @Money({
    isArray: true,
    maxItems: SPARKLINE_POINTS,
    example: ['10000', '10187.23'],
    description: 'Equity, by day; thinned evenly.',
  })
  sparkline!: string[];
}

export class AccountFiguresAnswerView implements AccountFiguresAnswer {
  @Count() version!: number;
  @Count() metrics!: number;
  @ApiProperty({ type: [AccountFiguresView], description: 'In the order of the list of accounts.' })
  accounts!: AccountFiguresView[];
}
