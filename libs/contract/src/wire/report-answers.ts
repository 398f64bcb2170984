import { ApiProperty } from '@nestjs/swagger';
import { ASSET_TYPES, DIRECTIONS } from '@singularity/domain';
import type { AssetType, Day, DecimalText, Direction, Instant } from '@singularity/domain';
import { Choice, Count, Id, Moment, Money, OrNull, Text } from './answer-fields.js';

/** One exit. What was paid and got is before fees: net = proceeds − cost − fees. */
export class RealizedRowView {
  @Id() readonly tradeId!: string;
  @Text({ format: 'date', description: 'The trading day of the account on which it was closed.' }) readonly day!: Day;
  @Id({ ...OrNull }) readonly accountId!: string | null;
  @Text({ ...OrNull, description: 'The name of the account.' }) readonly account!: string | null;
  @Text() readonly currency!: string;
  @Text() readonly symbol!: string;
  @Choice(ASSET_TYPES) readonly assetType!: AssetType;
  @Choice(DIRECTIONS) readonly direction!: Direction;
  @Money({ ...OrNull }) readonly strike!: DecimalText | null;
  @Text({ ...OrNull, format: 'date' }) readonly expiration!: Day | null;
  @Choice(['long', 'short'], { description: 'Short where it was sold first.' }) readonly position!: 'long' | 'short';
  @Moment({ description: 'When the trade was first entered.' }) readonly openedAt!: Instant;
  @Moment() readonly closedAt!: Instant;
  @Money() readonly quantity!: DecimalText;
  @Money({ description: 'What it was sold for.' }) readonly proceeds!: DecimalText;
  @Money({ description: 'What it was bought for.' }) readonly cost!: DecimalText;
  @Money() readonly gross!: DecimalText;
  @Money() readonly fees!: DecimalText;
  @Money() readonly net!: DecimalText;
}

export class RealizedSumsView {
  @Count() readonly exits!: number;
  @Money() readonly proceeds!: DecimalText;
  @Money() readonly cost!: DecimalText;
  @Money() readonly gross!: DecimalText;
  @Money() readonly fees!: DecimalText;
  @Money() readonly net!: DecimalText;
}

export class RealizedAccountView extends RealizedSumsView {
  @Id({ ...OrNull }) readonly accountId!: string | null;
  @Text({ ...OrNull }) readonly account!: string | null;
}

export class RealizedMonthView extends RealizedSumsView {
  @Text({ example: '2026-01' }) readonly month!: string;
}

export class RealizedCurrencyView extends RealizedSumsView {
  @Text() readonly currency!: string;
  @ApiProperty({ type: [RealizedAccountView] }) readonly accounts!: readonly RealizedAccountView[];
  @ApiProperty({ type: [RealizedMonthView] }) readonly months!: readonly RealizedMonthView[];
}

export class RealizedReportView {
  @Count() readonly year!: number;
  @ApiProperty({ type: [RealizedRowView] }) readonly rows!: readonly RealizedRowView[];
  @ApiProperty({ type: [RealizedCurrencyView] }) readonly currencies!: readonly RealizedCurrencyView[];
}
