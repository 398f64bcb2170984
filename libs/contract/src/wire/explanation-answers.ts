import { ApiExtraModels, ApiProperty, getSchemaPath, IntersectionType, PickType } from '@nestjs/swagger';
import { FIGURES, TRADE_RESULTS } from '@singularity/domain';
import type { BalancePart, Figure, Part, TradeResult } from '@singularity/domain';
import { Choice, Id, Moment, Money, OrNull, Text } from './answer-fields.js';
import { DescribedType } from './described-type.js';
import { StatsView } from './stats-answers.js';
import { TradeView } from './trade-answers.js';

/** A trade that counts for a figure: what names it, and what it adds. */
export class ContributionView extends PickType(TradeView, [
  'id',
  'symbol',
  'assetType',
  'direction',
  'side',
  'strike',
  'expiration',
  'status',
]) {
  @Moment({ description: 'Its close, its entry while it is open, or the last time that it made money real.' })
  readonly at!: string;
  @Money({ description: 'What it adds: money, or a multiple of the risk for the average R.' })
  readonly contribution!: string;
  @Choice(TRADE_RESULTS, {
    ...OrNull,
    description: 'How a whole trade counts; null where only its money does, and while it is open.',
  })
  readonly result!: TradeResult | null;
}

class NamedBalanceView {
  @Id() readonly accountId!: string;
  @Text() readonly name!: string;
}

/** What the balance of one account is made of. */
export class AccountBalanceView extends IntersectionType(
  NamedBalanceView,
  DescribedType<Readonly<Record<BalancePart, string>>>({
    startingBalance: Money(),
    deposits: Money(),
    withdrawals: Money({ description: 'Negative.' }),
    charges: Money({ description: 'Fees of the account itself. Negative.' }),
    corrections: Money(),
    realizedNet: Money(),
  }),
) {
  @Money() readonly balance!: string;
}

export class ExplainSummaryView {
  @Money({ ...OrNull, description: 'As the statistics say it, as a text; of the drawdown its amount.' })
  readonly value!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    example: { positiveNet: '1240.5', negativeNet: '-810.2' },
    description: 'What the formula of the figure is about, by name: numbers as texts, and days.',
  })
  readonly parts!: Readonly<Partial<Record<Part, string | null>>>;
  /** In the order of their list. */
  @ApiProperty({ type: [AccountBalanceView], description: 'Of the total balance: the accounts that it adds up.' })
  readonly accounts!: readonly AccountBalanceView[];
}

/** GET /api/user/stats/explain */
@ApiExtraModels(ExplainSummaryView)
export class ExplainView extends PickType(StatsView, ['version', 'metrics']) {
  @Text() readonly currency!: string;
  @Choice(FIGURES) readonly figure!: Figure;
  @ApiProperty({
    allOf: [{ $ref: getSchemaPath(ExplainSummaryView) }],
    ...OrNull,
    description: 'On the first page; null on those that a cursor leads to.',
  })
  readonly summary!: ExplainSummaryView | null;
  @ApiProperty({
    type: [ContributionView],
    description:
      'The trades that count. Those that add most come first; of streaks and of the drawdown, in order of time.',
  })
  readonly items!: readonly ContributionView[];
  @Text(OrNull) readonly nextCursor!: string | null;
}
