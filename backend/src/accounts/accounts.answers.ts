import { ApiProperty } from '@nestjs/swagger';
import type { AccountAnswer, AccountCommandAnswer, Page } from '@singularity/contract';
import { Choice, Count, Id, Moment, Money, OrNull, ReceiptView, Text } from '@singularity/contract/wire';

export class AccountView implements AccountAnswer {
  @Id() id!: string;
  @Text() platform!: string;
  @Text() name!: string;
  @Text(OrNull) externalId!: string | null;
  @Money() startingBalance!: string;
  @Text() currency!: string;
  @Money({ description: 'Starting balance + adjustments + realized net P&L of its trades.' }) balance!: string;
  @Choice(['open', 'closed']) status!: 'open' | 'closed';
  @Count({ description: 'For If-Match.' }) streamVersion!: number;
  @Moment() createdAt!: string;
  @Moment() updatedAt!: string;
}

export class AccountCommandView extends AccountView implements AccountCommandAnswer {
  @ApiProperty({ type: ReceiptView }) ledger!: ReceiptView;
}

export class AccountPageView implements Page<AccountAnswer> {
  @ApiProperty({ type: [AccountView] }) items!: AccountView[];
  @Text(OrNull) nextCursor!: string | null;
}
