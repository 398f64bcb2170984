import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bucket, Course, Day, DayEnd, DecimalText } from '@singularity/domain';

/** The parts of a bucket that have no column of their own. */
export type RestOfBucket = Omit<Bucket, 'gross' | 'fees' | 'net' | 'closed' | 'wins' | 'losses'>;

/** A bucket by the stretch of time that it is of: its grain, and the first day of that. */
export interface BucketName {
  readonly grain: string;
  readonly day: Day;
}

/** A row that holds a bucket. */
export interface BucketRow extends BucketName {
  readonly rest: RestOfBucket;
}

/** How the grains begin that are of the same weekdays of a year: `weekday 1` is of Mondays. */
export const WEEKDAYS = 'weekday ';

export function isOfWeekday(grain: string): boolean {
  return grain.startsWith(WEEKDAYS);
}

@Entity('day_stats')
export class DayStatsRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('uuid') scope!: string;
  @PrimaryColumn('text') currency!: string;
  @PrimaryColumn('text') grain!: string;
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
  /** Of days before the last one, as much as tells the course of the equity; nothing for what is no stretch of days. */
  @Column('jsonb') ends!: readonly DayEnd[];
}

export type DayStatsKey = Pick<DayStatsRow, 'userId' | 'scope' | 'currency' | 'grain' | 'day'>;

/** The columns that a bucket is made of. */
type BucketColumns = Pick<DayStatsRow, 'rest' | 'gross' | 'fees' | 'net' | 'closed' | 'wins' | 'losses'>;

export function toBucket({ rest, gross, fees, net, closed, wins, losses }: BucketColumns): Bucket {
  return { ...rest, gross, fees, net, closed, wins, losses };
}

export function toDayStats(key: DayStatsKey, bucket: Bucket, ends: readonly DayEnd[] = []): DayStatsRow {
  const { userId, scope, currency, grain, day } = key;
  const { gross, fees, net, closed, wins, losses, ...rest } = bucket;
  const { flow } = bucket.curve;
  return { userId, scope, currency, grain, day, gross, fees, net, flow, closed, wins, losses, rest, ends };
}

/** `placeInOrder` begins with the day. */
const DAY_LENGTH = '2026-01-05'.length;

/** What the equity is drawn by. */
export function toCourse({ day, rest: { curve, last }, ends }: Pick<DayStatsRow, 'day' | 'ends' | 'rest'>): Course {
  return { day: (last?.slice(0, DAY_LENGTH) ?? day) as Day, curve, ends };
}
