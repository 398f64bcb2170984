import { ApiExtraModels, ApiProperty, PickType } from '@nestjs/swagger';
import type { AccountBalance, ContributionAnswer, ExplainAnswer, ExplainSummary } from '@singularity/contract';
import { ASSET_TYPES, DIRECTIONS, FIGURES, SIDES } from '@singularity/domain';
import type { AssetType, Direction, Figure, Side, TradeResult, TradeStatus } from '@singularity/domain';
import { Choice, Id, Moment, Money, OrNull, Text, StatsView } from '@singularity/contract/wire';

export class ContributionView implements ContributionAnswer {
  @Id() id!: string;
  @Text() symbol!: string;
  @Choice(ASSET_TYPES) assetType!: AssetType;
  @Choice(DIRECTIONS) direction!: Direction;
  @Choice(SIDES, OrNull) side!: Side | null;
  @Money(OrNull) strike!: string | null;
  @Text({ ...OrNull, format: 'date' }) expiration!: string | null;
  @Choice(['open', 'closed']) status!: TradeStatus;
  @Moment({ description: 'Its close, its entry while it is open, or the last time that it made money real.' })
  at!: string;
  @Money({ description: 'What it adds: money, or a multiple of the risk for the average R.' }) contribution!: string;
  @Choice(['win', 'loss', 'breakeven'], {
    ...OrNull,
    description: 'How a whole trade counts; null where only its money does, and while it is open.',
  })
  result!: TradeResult | null;
}

export class AccountBalanceView implements AccountBalance {
  @Id() accountId!: string;
  @Text() name!: string;
  @Money() startingBalance!: string;
  @Money() deposits!: string;
  @Money({ description: 'Negative.' }) withdrawals!: string;
  @Money({ description: 'Fees of the account itself. Negative.' }) charges!: string;
  @Money() corrections!: string;
  @Money() realizedNet!: string;
  @Money() balance!: string;
}

export class ExplainSummaryView implements ExplainSummary {
  @Money({ ...OrNull, description: 'As the statistics say it, as a text; of the drawdown its amount.' })
  value!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    example: { positiveNet: '1240.5', negativeNet: '-810.2' },
    description: 'What the formula of the figure is about, by name: numbers as texts, and days.',
  })
  parts!: ExplainSummary['parts'];
  @ApiProperty({ type: [AccountBalanceView], description: 'Of the total balance: the accounts that it adds up.' })
  accounts!: AccountBalanceView[];
}

@ApiExtraModels(ExplainSummaryView)
export class ExplainView extends PickType(StatsView, ['version', 'metrics']) implements ExplainAnswer {
  @Text() currency!: string;
  @Choice(FIGURES) figure!: Figure;
  @ApiProperty({
    allOf: [{ $ref: '#/components/schemas/ExplainSummaryView' }],
    nullable: true,
    description: 'On the first page; null on those that a cursor leads to.',
  })
  summary!: ExplainSummaryView | null;
  @ApiProperty({
    type: [ContributionView],
    description:
      'The trades that count. Those that add most come first; of streaks and of the drawdown, in order of time.',
  })
  items!: ContributionView[];
  @Text(OrNull) nextCursor!: string | null;
}
