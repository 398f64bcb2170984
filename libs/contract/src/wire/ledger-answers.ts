import { ApiProperty } from '@nestjs/swagger';
import type { DigestFile } from '@singularity/domain';
import { Count, Flag, Id, Moment, OrNull, Text } from './answer-fields.js';
import { DescribedType } from './described-type.js';
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

type SignedHead = Pick<DigestFile, 'day' | 'version' | 'hash' | 'root' | 'keyId'>;

const signedHead: Readonly<Record<keyof SignedHead, PropertyDecorator>> = {
  day: DigestDay(),
  version: Count({ description: 'The version of the ledger when its head was read.' }),
  hash: Text({ description: 'The hash of its head then.' }),
  root: Text({ description: 'The root over all ledgers.' }),
  keyId: Text({ description: 'The key that signed the root.' }),
};

/** GET /api/user/ledger/digests, newest first: the days on which this ledger's head was signed along with all others. */
export class DigestItemView extends DescribedType<SignedHead>(signedHead) {
  @Moment({ description: 'When it was signed.' }) readonly signedAt!: string;
}
export class DigestPageView extends PageOf(DigestItemView) {}

/** GET /api/user/ledger/digests/:day */
export class DigestFileView extends DescribedType<DigestFile>({
  ...signedHead,
  digest: ApiProperty({ enum: [1, 2], description: 'The version of the format.' }),
  userId: Id(),
  salt: Text({ description: 'What blinds the leaf.' }),
  path: ApiProperty({ type: [String], description: 'The nodes beside the way from the leaf to the root.' }),
  publicKey: Text({ description: 'Ed25519, as all of it in hexadecimal.' }),
  signature: Text(),
}) {}

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
