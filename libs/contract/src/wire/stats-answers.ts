import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { BREAKDOWNS, GRAINS, GROUP_FIGURES, pick } from '@singularity/domain';
import type {
  Breakdown,
  BreakdownGroup,
  CurrencySetups,
  Drawdown,
  EquityPoint,
  FigureStatistics,
  Grain,
  Setup,
  Statistics,
} from '@singularity/domain';
import { Choice, Count, Flag, Id, Moment, Money, OrNull, Text } from './answer-fields.js';
import { DescribedType } from './described-type.js';
import { SPARKLINE_POINTS } from '../plain/limits.js';

/** A day without a time. */
const DayText = (more = {}) => Text({ format: 'date', ...more });

export class DrawdownView extends DescribedType<Drawdown>({
  amount: Money(),
  percent: Money({
    ...OrNull,
    description: 'As a fraction of the peak that it fell from; null where no money was put in.',
  }),
  from: DayText(OrNull),
  to: DayText(OrNull),
}) {}

const statistics: Readonly<Record<keyof Statistics, PropertyDecorator>> = {
  closedTrades: Count(),
  wins: Count(),
  losses: Count(),
  breakeven: Count(),
  winRate: Money({ ...OrNull, description: 'wins ÷ closed' }),
  winRateDecided: Money({ ...OrNull, description: 'wins ÷ (wins + losses)' }),
  grossPnl: Money(),
  netPnl: Money(),
  fees: Money(),
  averageWin: Money(OrNull),
  averageLoss: Money(OrNull),
  payoffRatio: Money({ ...OrNull, description: 'average win ÷ |average loss|' }),
  profitFactor: Money({ ...OrNull, description: 'Σ positive net ÷ |Σ negative net|' }),
  expectancy: Money({ ...OrNull, description: 'net of closed trades ÷ closed' }),
  largestWin: Money(OrNull),
  largestLoss: Money(OrNull),
  longestWinStreak: Count(),
  longestLossStreak: Count(),
  currentStreak: Count({ description: 'Positive for wins, negative for losses.' }),
  averageR: Money(OrNull),
  rTrades: Count({ description: 'How many trades have an R.' }),
  maxDrawdown: ApiProperty({ type: DrawdownView }),
  averageWinHoldingSeconds: Count(OrNull),
  averageLossHoldingSeconds: Count(OrNull),
};

class CurrencyAccountsView {
  @Text() readonly currency!: string;
  @Count() readonly totalAccounts!: number;
}

export class CurrencyStatisticsView extends IntersectionType(
  CurrencyAccountsView,
  DescribedType<FigureStatistics>({
    totalBalance: Money(),
    totalTrades: Count(),
    openTrades: Count(),
    ...statistics,
  }),
) {}

/** GET /api/user/stats. Currencies are never added together. */
export class StatsView {
  @Count({ description: 'The version of the ledger that this is about.' }) readonly version!: number;
  @Count({ description: 'The version of the definitions.' }) readonly metrics!: number;
  @ApiProperty({ type: [CurrencyStatisticsView] }) readonly currencies!: readonly CurrencyStatisticsView[];
}

export class EquityPointView extends DescribedType<EquityPoint>({
  day: DayText(),
  equity: Money(),
  drawdown: Money({ description: 'How far below the highest point so far.' }),
}) {}

export class CurrencyEquityView {
  @Text() readonly currency!: string;
  @ApiProperty({ type: [EquityPointView] }) readonly points!: readonly EquityPointView[];
}

/**
 * GET /api/user/stats/equity. Where days are many, the curve is cut into pieces; each keeps its first and its last day, and
 * those at its highest and lowest equity and at its largest drawdown.
 */
export class EquityView {
  @Count() readonly version!: number;
  @Flag({ description: 'Whether there is a point for each day on which something happened.' }) readonly whole!: boolean;
  @ApiProperty({ type: [CurrencyEquityView] }) readonly currencies!: readonly CurrencyEquityView[];
}

export class DayView {
  @DayText({ description: 'The first day of the month or year, or of as much of it as is asked for.' })
  readonly day!: string;
  @DayText({ description: 'The last day, which of a day is the same.' }) readonly to!: string;
  @Money() readonly netPnl!: string;
  @Money() readonly grossPnl!: string;
  @Money() readonly fees!: string;
  @Count() readonly closedTrades!: number;
  @Count() readonly wins!: number;
  @Count() readonly losses!: number;
}

export class CurrencyDaysView {
  @Text() readonly currency!: string;
  @ApiProperty({ type: [DayView] }) readonly days!: readonly DayView[];
}

/** GET /api/user/stats/days: days on which something happened; where they are many, months or years. */
export class DaysView {
  @Count() readonly version!: number;
  @Choice(GRAINS, { description: 'What they are put together by.' }) readonly grain!: Grain;
  @ApiProperty({ type: [CurrencyDaysView] }) readonly currencies!: readonly CurrencyDaysView[];
}

export class BreakdownGroupView extends DescribedType<BreakdownGroup>({
  ...pick(statistics, GROUP_FIGURES),
  key: Text({
    description:
      'A symbol, asset type, direction, tag or account id (empty for none); a weekday from 1 for Monday to 7, an hour ' +
      'from 0 to 23 or a month such as 2026-01, in the time zone of the settings.',
  }),
}) {}

export class CurrencyBreakdownView {
  @Text() readonly currency!: string;
  @ApiProperty({ type: [BreakdownGroupView], description: 'In order of keys.' })
  readonly groups!: readonly BreakdownGroupView[];
}

/** GET /api/user/stats/breakdown?by= */
export class BreakdownView {
  @Count() readonly version!: number;
  @Count() readonly metrics!: number;
  @Choice(BREAKDOWNS) readonly by!: Breakdown;
  @ApiProperty({ type: [CurrencyBreakdownView] }) readonly currencies!: readonly CurrencyBreakdownView[];
}

export class SetupView extends DescribedType<Setup>({ ...statistics, tag: Text() }) {}

export class CurrencySetupsView extends DescribedType<CurrencySetups>({
  currency: Text(),
  setups: ApiProperty({ type: [SetupView], description: 'In order of tags.' }),
}) {}

/** GET /api/user/stats/setups: statistics of each tag. */
export class SetupsView {
  @Count() readonly version!: number;
  @Count() readonly metrics!: number;
  @ApiProperty({ type: [CurrencySetupsView] }) readonly currencies!: readonly CurrencySetupsView[];
}

export class AccountFiguresView {
  @Id() readonly accountId!: string;
  @Count() readonly closedTrades!: number;
  @Count() readonly openTrades!: number;
  @Money() readonly netPnl!: string;
  @Moment({ ...OrNull, description: 'The last time that it was traded on or its balance was updated.' })
  readonly lastActivityAt!: string | null;
  @Money({
    isArray: true,
    maxItems: SPARKLINE_POINTS,
    example: ['10000', '10187.23'],
    description: 'Equity, by day or, where days are many, by month; thinned evenly.',
  })
  readonly sparkline!: readonly string[];
}

/** GET /api/user/stats/accounts */
export class AccountFiguresAnswerView {
  @Count() readonly version!: number;
  @Count() readonly metrics!: number;
  @ApiProperty({ type: [AccountFiguresView], description: 'In the order of the list of accounts.' })
  readonly accounts!: readonly AccountFiguresView[];
}
