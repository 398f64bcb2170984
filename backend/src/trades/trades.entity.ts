import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../database/moment-column.js';
import type {
  AssetType,
  Day,
  DecimalText,
  Direction,
  ExecutionType,
  FillSource,
  Instant,
  MultiplierSource,
  Side,
  TradeStatus,
} from '@singularity/domain';

/** A trade as readers see it: what was said, and all that follows from it. Decimals and moments are text. */
@Entity('trade')
export class TradeRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('uuid', { name: 'trade_id' }) id!: string;
  @Column('uuid', { name: 'account_id', nullable: true }) accountId!: string | null;
  @Column('text') currency!: string;
  @Column('text') symbol!: string;
  @Column('text', { name: 'asset_type' }) assetType!: AssetType;
  @Column('text') direction!: Direction;
  @Column('text', { nullable: true }) side!: Side | null;
  @Column('numeric', { nullable: true }) strike!: DecimalText | null;
  @Column('date', { nullable: true }) expiration!: Day | null;
  @Column('numeric') multiplier!: DecimalText;
  @Column('text', { name: 'multiplier_source' }) multiplierSource!: MultiplierSource;
  @Column('numeric', { name: 'stop_price', nullable: true }) stopPrice!: DecimalText | null;
  /** The first one ever recorded. */
  @Column('numeric', { name: 'first_stop_price', nullable: true }) firstStopPrice!: DecimalText | null;
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('text', { array: true }) tags!: readonly string[];
  @Column('numeric') quantity!: DecimalText;
  @Column('numeric', { name: 'entry_price' }) entryPrice!: DecimalText;
  @MomentColumn({ name: 'entry_at' }) entryAt!: Instant;
  @Column('numeric', { name: 'exit_price', nullable: true }) exitPrice!: DecimalText | null;
  @MomentColumn({ name: 'exit_at', nullable: true }) exitAt!: Instant | null;
  @Column('numeric') fees!: DecimalText;
  @Column('text') status!: TradeStatus;
  @Column('numeric', { name: 'open_quantity' }) openQuantity!: DecimalText;
  @Column('numeric', { name: 'gross_pnl', nullable: true }) grossPnl!: DecimalText | null;
  @Column('numeric', { name: 'net_pnl', nullable: true }) netPnl!: DecimalText | null;
  @Column('numeric', { name: 'pnl_percent', nullable: true }) pnlPercent!: DecimalText | null;
  @Column('numeric', { name: 'r_multiple', nullable: true }) rMultiple!: DecimalText | null;
  @MomentColumn({ name: 'closed_at', nullable: true }) closedAt!: Instant | null;
  @Column('integer', { name: 'holding_seconds', nullable: true }) holdingSeconds!: number | null;
  /** When it counts: its close if it is closed, else its entry. */
  @MomentColumn({ name: 'dated_at' }) datedAt!: Instant;
  /** Whether it is straight from the broker: what a sync brought, unchanged. */
  @Column('boolean', { name: 'from_broker' }) fromBroker!: boolean;
  @Column('integer', { name: 'stream_version' }) streamVersion!: number;
  @MomentColumn({ name: 'created_at' }) createdAt!: Instant;
  @MomentColumn({ name: 'updated_at' }) updatedAt!: Instant;
}

/** One for each tag of a trade, so that an index finds the trades of a tag. */
@Entity('trade_tag')
export class TradeTagRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('uuid', { name: 'trade_id' }) tradeId!: string;
  @PrimaryColumn('text') tag!: string;
  /** Of the trade. */
  @MomentColumn({ name: 'dated_at' }) datedAt!: Instant;
}

/** Which fill of a broker an execution was made of, or once was: whoever takes one out does not want it again. */
@Entity('trade_source')
export class TradeSourceRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('uuid', { name: 'trade_id' }) tradeId!: string;
  @PrimaryColumn('uuid', { name: 'account_id' }) accountId!: string;
  @PrimaryColumn('text', { name: 'source_key' }) key!: string;
  /** Null where the trade, or the execution, was deleted. */
  @Column('uuid', { name: 'execution_id', nullable: true }) executionId!: string | null;
  @Column('jsonb') source!: FillSource;
}

@Entity('execution')
export class ExecutionRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('uuid', { name: 'trade_id' }) tradeId!: string;
  @PrimaryColumn('uuid', { name: 'execution_id' }) id!: string;
  /** Its index in the trade's list. */
  @Column('integer') place!: number;
  @Column('text') type!: ExecutionType;
  @MomentColumn() at!: Instant;
  @Column('numeric') quantity!: DecimalText;
  @Column('numeric') price!: DecimalText;
  @Column('numeric') fees!: DecimalText;
}

/** What one closing execution made real; and what statistics ask of its trade, so that they need not look it up. */
@Entity('realization')
export class RealizationRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('uuid', { name: 'trade_id' }) tradeId!: string;
  @PrimaryColumn('uuid', { name: 'execution_id' }) executionId!: string;
  /** Its index among the realizations of its trade. */
  @Column('integer') place!: number;
  @Column('uuid', { name: 'account_id', nullable: true }) accountId!: string | null;
  @Column('text') currency!: string;
  @MomentColumn() at!: Instant;
  @Column('numeric') quantity!: DecimalText;
  @Column('numeric') gross!: DecimalText;
  @Column('numeric') fees!: DecimalText;
  @Column('numeric') net!: DecimalText;
  @Column('text') symbol!: string;
  @Column('text', { name: 'asset_type' }) assetType!: AssetType;
  @Column('text') direction!: Direction;
  @Column('text', { array: true }) tags!: readonly string[];
  /** What the whole trade came to; null unless this closed it. */
  @Column('numeric', { name: 'closed_net', nullable: true }) closedNet!: DecimalText | null;
  @Column('numeric', { name: 'r_multiple', nullable: true }) rMultiple!: DecimalText | null;
  @Column('integer', { name: 'holding_seconds', nullable: true }) holdingSeconds!: number | null;
}
