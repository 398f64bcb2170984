import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DecimalText, Settings, Theme } from '@singularity/domain';

@Entity('settings')
export class SettingsRow implements Settings {
  @PrimaryColumn('uuid', { name: 'user_id' }) userId!: string;
  @Column('text', { name: 'time_zone' }) timeZone!: string;
  @Column('text', { name: 'base_currency' }) baseCurrency!: string;
  @Column('text') theme!: Theme;
  @Column('jsonb', { name: 'breakeven_tolerance' }) breakevenTolerance!: Readonly<Record<string, DecimalText>>;
  @Column('integer', { name: 'stream_version' }) streamVersion!: number;
}
