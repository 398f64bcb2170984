import { ApiProperty } from '@nestjs/swagger';
import { THEMES } from '@singularity/domain';
import type { Settings } from '@singularity/domain';
import { Choice, Count, Flag, Id, Moment, OrNull, ReceiptView, Text } from './answer-fields.js';
import { DescribedType } from './described-type.js';

export class SettingsView extends DescribedType<Settings>({
  timeZone: Text({ example: 'America/New_York' }),
  baseCurrency: Text({ example: 'USD' }),
  theme: Choice(THEMES),
  breakevenTolerance: ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }),
}) {
  @Count() readonly streamVersion!: number;
}

export class SettingsCommandView extends SettingsView {
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}

export class SessionUserView {
  @Id({ description: 'Of the ledger that this browser shows.' }) readonly dbUserId!: string;
  @Text({ description: 'A Discord id: 17 to 20 digits.' }) readonly discordId!: string;
  @Text() readonly username!: string;
  /** Address of a picture. */
  @Text({ format: 'uri' }) readonly avatar!: string;
  @ApiProperty({ type: SettingsView }) readonly settings!: SettingsView;
}

/** GET /api/auth/discord/invite */
export class InviteView {
  @Text({ ...OrNull, format: 'uri', description: 'Of the Discord server, where one is set up here.' })
  readonly url!: string | null;
}

/** GET /api/auth/session */
export class SessionView {
  @ApiProperty({ type: SessionUserView }) readonly user!: SessionUserView;
  @Moment({ description: 'The absolute end of the session.' }) readonly expiresAt!: string;
  /** `user.dbUserId` and `user.settings` are then the demo's. */
  @Flag({ description: 'Whether this browser shows the demo ledger.' }) readonly demo!: boolean;
  /** Where there is none, nobody need ask for prices. */
  @Flag({ description: 'Whether a source for quotes and candles is set up here.' }) readonly market!: boolean;
  /** The head of the ledger: what is read from now on is of this version or a later one. */
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}
