import { ApiProperty } from '@nestjs/swagger';
import { Choice, Count, Moment, Text } from './answer-fields.js';
import { SYSTEM_STATES } from '../plain/status.js';
import type { SystemState } from '../plain/status.js';

export class SystemsView {
  @Choice(SYSTEM_STATES) readonly database!: SystemState;
  @Choice(SYSTEM_STATES) readonly discord!: SystemState;
  @Choice(SYSTEM_STATES) readonly market!: SystemState;
  @Choice(SYSTEM_STATES) readonly projections!: SystemState;
  @Choice(SYSTEM_STATES) readonly clock!: SystemState;
  @Choice(SYSTEM_STATES) readonly https!: SystemState;
}

/** Ledgers whose read models are older than the app: still to be done, and those that could not be. */
export class ProjectionsView {
  @Count({ description: 'Ledgers that this process still has to replay.' }) readonly behind!: number;
  @Count({ description: 'Ledgers that it could not replay; their members see the rows of before.' })
  readonly failed!: number;
}

/** Why something is not healthy, where there is more to say than its state. */
export class ReasonsView {
  @Text({ required: false, example: 'Why it is not healthy.' }) readonly database?: string;
  @Text({ required: false }) readonly discord?: string;
  @Text({ required: false }) readonly market?: string;
  @Text({ required: false }) readonly clock?: string;
  @Text({ required: false }) readonly https?: string;
}

/** GET /api/status */
export class StatusView {
  @Choice(['healthy', 'degraded', 'error']) readonly overall!: 'healthy' | 'degraded' | 'error';
  @ApiProperty({ type: SystemsView }) readonly systems!: SystemsView;
  @ApiProperty({ type: ProjectionsView }) readonly projections!: ProjectionsView;
  @ApiProperty({ type: ReasonsView }) readonly reasons!: ReasonsView;
  @Text({ example: '1.0.0' }) readonly version!: string;
  @Moment() readonly timestamp!: string;
}
