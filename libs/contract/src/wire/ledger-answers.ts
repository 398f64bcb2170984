import { ApiProperty } from '@nestjs/swagger';
import type { DigestFile } from '@singularity/domain';
import { Count, Flag, Id, Moment, OrNull, Text } from './answer-fields.js';
import { PageOf } from './page.js';

/** GET /api/user/ledger/verify: whether every event still has the hash that it was recorded with; else the first that has not. */
export class LedgerVerificationView {
  @Flag() readonly valid!: boolean;
  @Count() readonly version!: number;
  @Text() readonly hash!: string;
  @Count({ ...OrNull, description: 'The first version that is not what was recorded.' }) readonly brokenAt!:
    number | null;
  @Text({ ...OrNull, description: 'What is wrong there.' }) readonly reason!: string | null;
  @Count({ description: 'Entries whose payload was redacted: the chain holds without it.' }) readonly redacted!: number;
}

/** GET /api/user/ledger/at: the version that a moment means, and when a version was recorded. */
export class LedgerPositionView {
  @Count() readonly version!: number;
  @Moment({ ...OrNull, description: 'Null before the first version.' }) readonly recordedAt!: string | null;
}

const DigestDay = () => Text({ format: 'date', description: 'In UTC.' });

class SignedHeadView {
  @DigestDay() readonly day!: string;
  @Count({ description: 'The version of the ledger when its head was read.' }) readonly version!: number;
  @Text({ description: 'The hash of its head then.' }) readonly hash!: string;
  @Text({ description: 'The root over all ledgers.' }) readonly root!: string;
  @Text({ description: 'The key that signed the root.' }) readonly keyId!: string;
}

/** GET /api/user/ledger/digests, newest first: the days on which this ledger's head was signed along with all others. */
export class DigestItemView extends SignedHeadView {
  @Moment({ description: 'When it was signed.' }) readonly signedAt!: string;
}
export class DigestPageView extends PageOf(DigestItemView) {}

/** Held to what the rules check. */
export class DigestFileView extends SignedHeadView implements DigestFile {
  @ApiProperty({ enum: [1, 2], description: 'The version of the format.' }) readonly digest!: 1 | 2;
  @Id() readonly userId!: string;
  @Text({ description: 'What blinds the leaf.' }) readonly salt!: string;
  @ApiProperty({ type: [String], description: 'The nodes beside the way from the leaf to the root.' })
  readonly path!: readonly string[];
  @Text({ description: 'Ed25519, as all of it in hexadecimal.' }) readonly publicKey!: string;
  @Text() readonly signature!: string;
}

/** GET /api/ledger-keys: who has ever signed digests. Members compare the key in a digest with the one they noted. */
export class LedgerKeyView {
  @Text() readonly keyId!: string;
  @Text({ description: 'Ed25519, in hexadecimal.' }) readonly publicKey!: string;
  @Moment() readonly firstUsedAt!: string;
  @Flag({ description: 'Whether digests are signed with it now.' }) readonly current!: boolean;
}

export class LedgerKeysView {
  @ApiProperty({ type: [LedgerKeyView] }) readonly items!: readonly LedgerKeyView[];
}
