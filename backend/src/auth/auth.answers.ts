import { ApiProperty } from '@nestjs/swagger';
import type { SessionAnswer, SettingsAnswer } from '@singularity/contract';
import { THEMES } from '@singularity/domain';
import type { DecimalText, Theme } from '@singularity/domain';
import { Choice, Count, Flag, Id, Moment, ReceiptView, Text } from '@singularity/contract/wire';

export class SettingsView implements SettingsAnswer {
  @Text({ example: 'America/New_York' }) timeZone!: string;
  @Text({ example: 'USD' }) baseCurrency!: string;
  @Choice(THEMES) theme!: Theme;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  breakevenTolerance!: Record<string, DecimalText>;
  @Count() streamVersion!: number;
}

class SessionUserView {
  @Id({ description: 'Of the ledger that this browser shows.' }) dbUserId!: string;
  @Text({ description: 'A Discord id: 17 to 20 digits.' }) discordId!: string;
  @Text() username!: string;
  @Text({ format: 'uri' }) avatar!: string;
  @ApiProperty({ type: SettingsView }) settings!: SettingsView;
}

export class SessionView implements SessionAnswer {
  @ApiProperty({ type: SessionUserView }) user!: SessionUserView;
  @Moment({ description: 'The absolute end of the session.' }) expiresAt!: string;
  @Flag({ description: 'Whether this browser shows the demo ledger.' }) demo!: boolean;
  @Flag({ description: 'Whether a source for quotes and candles is set up here.' }) market!: boolean;
  @ApiProperty({ type: ReceiptView }) ledger!: ReceiptView;
}
