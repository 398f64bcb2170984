import { ApiProperty } from '@nestjs/swagger';
import { Count, Money, OrNull, Text } from '../http/api-docs.js';

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
