import { ApiProperty, IntersectionType, PartialType } from '@nestjs/swagger';
import { ASSET_TYPES, DIRECTIONS, SIDES } from '@singularity/domain';
import type { AssetType, Direction, ExecutionType, MultiplierSource, Side, TradeStatus } from '@singularity/domain';
import { Choice, Count, Flag, Id, Moment, Money, OrNull, ReceiptView, Text } from './answer-fields.js';
import { PageOf } from './page.js';

export class ExecutionView {
  @Id() readonly id!: string;
  @Choice(['open', 'close']) readonly type!: ExecutionType;
  @Moment() readonly at!: string;
  @Money() readonly quantity!: string;
  @Money() readonly price!: string;
  @Money() readonly fees!: string;
}

/** A trade, in both forms: as executions, and in the words of the shorthand (averages where there are several). */
export class TradeView {
  @Id() readonly id!: string;
  @Id(OrNull) readonly accountId!: string | null;
  @Text() readonly currency!: string;
  @Text() readonly symbol!: string;
  @Choice(ASSET_TYPES) readonly assetType!: AssetType;
  @Choice(DIRECTIONS) readonly direction!: Direction;
  @Choice(SIDES, OrNull) readonly side!: Side | null;
  @Money(OrNull) readonly strike!: string | null;
  @Text({ ...OrNull, format: 'date' }) readonly expiration!: string | null;
  @Money() readonly multiplier!: string;
  @Choice(['table', 'user']) readonly multiplierSource!: MultiplierSource;
  @Money(OrNull) readonly stopPrice!: string | null;
  @Money({ ...OrNull, description: 'The first stop ever recorded, by which R measures.' }) readonly firstStopPrice!:
    string | null;
  @Text(OrNull) readonly notes!: string | null;
  @Text({ isArray: true }) readonly tags!: readonly string[];
  @ApiProperty({ type: [ExecutionView] }) readonly executions!: readonly ExecutionView[];
  @Money() readonly quantity!: string;
  @Money({ description: 'Volume-weighted where there are several.' }) readonly entryPrice!: string;
  @Moment() readonly entryAt!: string;
  @Money({ ...OrNull, description: 'Volume-weighted where there are several.' }) readonly exitPrice!: string | null;
  @Moment(OrNull) readonly exitAt!: string | null;
  @Money() readonly fees!: string;
  @Choice(['open', 'closed']) readonly status!: TradeStatus;
  @Money() readonly openQuantity!: string;
  @Money({ ...OrNull, description: 'Realized so far; null before the first exit.' }) readonly grossPnl!: string | null;
  @Money({ ...OrNull, description: 'gross − fees, realized so far.' }) readonly netPnl!: string | null;
  @Money({ ...OrNull, description: 'A fraction: 2 % is 0.02.' }) readonly pnlPercent!: string | null;
  @Money(OrNull) readonly rMultiple!: string | null;
  @Flag({ description: 'Whether it is straight from the broker: what a sync brought, unchanged since.' })
  readonly fromBroker!: boolean;
  @Count({ description: 'For If-Match.' }) readonly streamVersion!: number;
  @Moment() readonly createdAt!: string;
  @Moment() readonly updatedAt!: string;
}

export class TradeCommandView extends TradeView {
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}

/** What became of money in the days that a filter names: trades of other days may have realized something in them. */
export class RealizedView {
  @Money() readonly realizedGross!: string;
  @Money() readonly realizedFees!: string;
  @Money() readonly realizedNet!: string;
}

/** A trade of the list; what it realized from `from` to `to` where these are asked for. */
export class ListedTradeView extends IntersectionType(TradeView, PartialType(RealizedView)) {}

export class TradePageView extends PageOf(ListedTradeView) {}

/** What the trades of a list come to; wins, losses and breakeven are those closed in its days, and so are the ratios. */
export class CurrencyTotalsView extends RealizedView {
  @Text() readonly currency!: string;
  @Count({ description: 'How many trades of the currency are in the list.' }) readonly trades!: number;
  @Count() readonly wins!: number;
  @Count() readonly losses!: number;
  @Count() readonly breakeven!: number;
  @Text({ ...OrNull, description: 'wins ÷ closed trades; null without one.' }) readonly winRate!: string | null;
  @Text({ ...OrNull, description: 'Σ positive net ÷ |Σ negative net| of the closed trades.' }) readonly profitFactor!:
    string | null;
}

/** GET /api/user/trades/totals */
export class TradeTotalsView {
  @Count() readonly version!: number;
  @Count({ description: 'How many trades are in the list.' }) readonly count!: number;
  @ApiProperty({ type: [CurrencyTotalsView] }) readonly currencies!: readonly CurrencyTotalsView[];
}

/** GET /api/user/trades/deleted, the last deleted first: the trade as it was, and what deleted it. */
export class DeletedTradeView extends TradeView {
  @Moment() readonly deletedAt!: string;
  @Count({ description: 'The version of the ledger that deleted it.' }) readonly deletedBy!: number;
}

export class DeletedTradePageView extends PageOf(DeletedTradeView) {}
