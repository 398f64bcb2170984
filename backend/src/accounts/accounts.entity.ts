import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MomentColumn } from '../database/moment-column.js';
import type { BalanceReason, DecimalText, Instant, TradingDay } from '@singularity/domain';

/** An account as it was said; its balance follows from its updates and its trades, and is summed on reading. */
@Entity('account')
export class AccountRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('uuid', { name: 'account_id' }) id!: string;
  @Column('text') platform!: string;
  @Column('text') name!: string;
  @Column('text', { name: 'external_id', nullable: true }) externalId!: string | null;
  @Column('numeric', { name: 'starting_balance' }) startingBalance!: DecimalText;
  @Column('text') currency!: string;
  @Column('text', { name: 'trading_day' }) tradingDay!: TradingDay;
  @Column('text') status!: 'open' | 'closed';
  @Column('integer', { name: 'stream_version' }) streamVersion!: number;
  @MomentColumn({ name: 'created_at' }) createdAt!: Instant;
  @MomentColumn({ name: 'updated_at' }) updatedAt!: Instant;
}

@Entity('balance_update')
export class BalanceUpdateRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('uuid', { name: 'account_id' }) accountId!: string;
  /** Its index in the order in which the updates were recorded. */
  @PrimaryColumn('integer') place!: number;
  @Column('text') currency!: string;
  @MomentColumn() at!: Instant;
  @Column('text') reason!: BalanceReason;
  @Column('numeric') balance!: DecimalText;
  @Column('numeric') adjustment!: DecimalText;
}
