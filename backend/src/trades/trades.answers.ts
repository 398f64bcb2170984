import { ApiProperty } from '@nestjs/swagger';
import type { DeletedTrade, ExecutionAnswer, Page, TradeAnswer, TradeCommandAnswer } from '@singularity/contract';
import { ASSET_TYPES, DIRECTIONS, SIDES } from '@singularity/domain';
import type { AssetType, Direction, ExecutionType, MultiplierSource, Side, TradeStatus } from '@singularity/domain';
import { Choice, Count, Id, Moment, Money, OrNull, ReceiptView, Text } from '../http/api-docs.js';

export class ExecutionView implements ExecutionAnswer {
  @Id() id!: string;
  @Choice(['open', 'close']) type!: ExecutionType;
  @Moment() at!: string;
  @Money() quantity!: string;
  @Money() price!: string;
  @Money() fees!: string;
}

export class TradeView implements TradeAnswer {
  @Id() id!: string;
  @Id(OrNull) accountId!: string | null;
  @Text() currency!: string;
  @Text() symbol!: string;
  @Choice(ASSET_TYPES) assetType!: AssetType;
  @Choice(DIRECTIONS) direction!: Direction;
  @Choice(SIDES, OrNull) side!: Side | null;
  @Money(OrNull) strike!: string | null;
  @Text({ ...OrNull, format: 'date' }) expiration!: string | null;
  @Money() multiplier!: string;
  @Choice(['table', 'user']) multiplierSource!: MultiplierSource;
  @Money(OrNull) stopPrice!: string | null;
  @Money({ ...OrNull, description: 'The first stop ever recorded, by which R measures.' }) firstStopPrice!:
    string | null;
  @Text(OrNull) notes!: string | null;
  @Text({ isArray: true }) tags!: string[];
  @ApiProperty({ type: [ExecutionView] }) executions!: ExecutionView[];
  @Money() quantity!: string;
  @Money({ description: 'Volume-weighted where there are several.' }) entryPrice!: string;
  @Moment() entryAt!: string;
  @Money({ ...OrNull, description: 'Volume-weighted where there are several.' }) exitPrice!: string | null;
  @Moment(OrNull) exitAt!: string | null;
  @Money() fees!: string;
  @Choice(['open', 'closed']) status!: TradeStatus;
  @Money() openQuantity!: string;
  @Money({ ...OrNull, description: 'Realized so far; null before the first exit.' }) grossPnl!: string | null;
  @Money({ ...OrNull, description: 'gross − fees, realized so far.' }) netPnl!: string | null;
  @Money({ ...OrNull, description: 'A fraction: 2 % is 0.02.' }) pnlPercent!: string | null;
  @Money(OrNull) rMultiple!: string | null;
  @Count({ description: 'For If-Match.' }) streamVersion!: number;
  @Moment() createdAt!: string;
  @Moment() updatedAt!: string;
}

export class TradeCommandView extends TradeView implements TradeCommandAnswer {
  @ApiProperty({ type: ReceiptView }) ledger!: ReceiptView;
}

export class TradePageView implements Page<TradeAnswer> {
  @ApiProperty({ type: [TradeView] }) items!: TradeView[];
  @Text(OrNull) nextCursor!: string | null;
}

export class DeletedTradeView extends TradeView implements DeletedTrade {
  @Moment() deletedAt!: string;
  @Count({ description: 'The version of the ledger that deleted it.' }) deletedBy!: number;
}

export class DeletedTradePageView implements Page<DeletedTrade> {
  @ApiProperty({ type: [DeletedTradeView] }) items!: DeletedTradeView[];
  @Text(OrNull) nextCursor!: string | null;
}
