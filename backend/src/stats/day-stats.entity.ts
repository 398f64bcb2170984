import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bucket, Day, DecimalText } from '@singularity/domain';

/** The scope of a bucket of all trades in a currency; any other scope is an account. */
export const ALL_TRADES = '00000000-0000-0000-0000-000000000000';

/** The parts of a bucket that have no column of their own. */
export type RestOfBucket = Omit<Bucket, 'gross' | 'fees' | 'net' | 'closed' | 'wins' | 'losses'>;

/** A row that holds a bucket. */
export interface BucketRow {
  readonly rest: RestOfBucket;
}

@Entity('day_stats')
export class DayStatsRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('uuid') scope!: string;
  @PrimaryColumn('text') currency!: string;
  @PrimaryColumn('date') day!: Day;
  @Column('numeric') gross!: DecimalText;
  @Column('numeric') fees!: DecimalText;
  @Column('numeric') net!: DecimalText;
  /** Money that came or went other than by trading. */
  @Column('numeric') flow!: DecimalText;
  @Column('integer') closed!: number;
  @Column('integer') wins!: number;
  @Column('integer') losses!: number;
  @Column('jsonb') rest!: RestOfBucket;
}

export function toBucket({ rest, gross, fees, net, closed, wins, losses }: DayStatsRow): Bucket {
  return { ...rest, gross, fees, net, closed, wins, losses };
}

export function toDayStats(
  { userId, scope, currency, day }: Pick<DayStatsRow, 'userId' | 'scope' | 'currency' | 'day'>,
  bucket: Bucket,
): DayStatsRow {
  const { gross, fees, net, closed, wins, losses, ...rest } = bucket;
  return { userId, scope, currency, day, gross, fees, net, flow: bucket.curve.flow, closed, wins, losses, rest };
}
