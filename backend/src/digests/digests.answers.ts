import { ApiProperty } from '@nestjs/swagger';
import type { DigestFile, DigestItem, LedgerKey, Page } from '@singularity/contract';
import { Count, Flag, Id, Moment, OrNull, Text } from '@singularity/contract/wire';

const Day = () => Text({ format: 'date', description: 'In UTC.' });

export class DigestItemView implements DigestItem {
  @Day() day!: string;
  @Count({ description: 'The version of the ledger when its head was read.' }) version!: number;
  @Text({ description: 'The hash of its head then.' }) hash!: string;
  @Text({ description: 'The root over all ledgers.' }) root!: string;
  @Text({ description: 'The key that signed the root.' }) keyId!: string;
}

export class DigestPageView implements Page<DigestItem> {
  @ApiProperty({ type: [DigestItemView] }) items!: DigestItemView[];
  @Text(OrNull) nextCursor!: string | null;
}

export class DigestFileView extends DigestItemView implements DigestFile {
  @ApiProperty({ enum: [1, 2], description: 'The version of the format.' }) digest!: 1 | 2;
  @Id() userId!: string;
  @Text({ description: 'What blinds the leaf.' }) salt!: string;
  @ApiProperty({ type: [String], description: 'The nodes beside the way from the leaf to the root.' }) path!: string[];
  @Text({ description: 'Ed25519, as all of it in hexadecimal.' }) publicKey!: string;
  @Text() signature!: string;
}

export class LedgerKeyView implements LedgerKey {
  @Text() keyId!: string;
  @Text({ description: 'Ed25519, in hexadecimal.' }) publicKey!: string;
  @Moment() firstUsedAt!: string;
  @Flag({ description: 'Whether digests are signed with it now.' }) current!: boolean;
}

export class LedgerKeysView {
  @ApiProperty({ type: [LedgerKeyView] }) items!: LedgerKeyView[];
}
