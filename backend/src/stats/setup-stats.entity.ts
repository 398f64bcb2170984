import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bucket, Day, DecimalText } from '@singularity/domain';
import type { RestOfBucket } from './day-stats.entity.js';

@Entity('setup_stats')
export class SetupStatsRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('text') currency!: string;
  @PrimaryColumn('text') tag!: string;
  @PrimaryColumn('text') grain!: string;
  @PrimaryColumn('date') day!: Day;
  @Column('numeric') gross!: DecimalText;
  @Column('numeric') fees!: DecimalText;
  @Column('numeric') net!: DecimalText;
  @Column('integer') closed!: number;
  @Column('integer') wins!: number;
  @Column('integer') losses!: number;
  @Column('jsonb') rest!: RestOfBucket;
}

export type SetupStatsKey = Pick<SetupStatsRow, 'userId' | 'currency' | 'tag' | 'grain' | 'day'>;

export function toSetupStats(key: SetupStatsKey, bucket: Bucket): SetupStatsRow {
  const { userId, currency, tag, grain, day } = key;
  const { gross, fees, net, closed, wins, losses, ...rest } = bucket;
  return { userId, currency, tag, grain, day, gross, fees, net, closed, wins, losses, rest };
}
