import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Day, Instant } from '@singularity/domain';
import { MomentColumn } from '../database/moment-column.js';

/** A day whose note was ever written, cleared or not: a later write goes upon its version. */
@Entity('day_note')
export class DayNoteRow {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  /** The stream of the day. These ids sort as the days do. */
  @PrimaryColumn('uuid', { name: 'day_id' }) id!: string;
  @Column('date') day!: Day;
  @Column('text', { nullable: true }) notes!: string | null;
  @Column('integer', { name: 'stream_version' }) streamVersion!: number;
  @MomentColumn({ name: 'updated_at' }) updatedAt!: Instant;
}
