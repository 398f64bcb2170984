import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Day, DecimalText, SetupWeek } from '@singularity/domain';
import type { RestOfBucket } from './day-stats.entity.js';

@Entity('setup_stats')
export class SetupStatsRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('text') currency!: string;
  @PrimaryColumn('text') tag!: string;
  @PrimaryColumn('date') week!: Day;
  @Column('numeric') gross!: DecimalText;
  @Column('numeric') fees!: DecimalText;
  @Column('numeric') net!: DecimalText;
  @Column('integer') closed!: number;
  @Column('integer') wins!: number;
  @Column('integer') losses!: number;
  @Column('jsonb') rest!: RestOfBucket;
}

export function toSetupStats(userId: string, { currency, tag, week, bucket }: SetupWeek): SetupStatsRow {
  const { gross, fees, net, closed, wins, losses, ...rest } = bucket;
  return { userId, currency, tag, week, gross, fees, net, closed, wins, losses, rest };
}

export function toSetupWeek(row: Omit<SetupStatsRow, 'userId'>): SetupWeek {
  const { currency, tag, week, rest, gross, fees, net, closed, wins, losses } = row;
  return { currency, tag, week, bucket: { ...rest, gross, fees, net, closed, wins, losses } };
}
