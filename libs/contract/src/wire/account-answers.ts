import { ApiProperty } from '@nestjs/swagger';
import { Choice, Count, Id, Moment, Money, OrNull, ReceiptView, Text } from './answer-fields.js';
import { PageOf } from './page.js';

export class AccountView {
  @Id() readonly id!: string;
  @Text() readonly platform!: string;
  @Text() readonly name!: string;
  @Text(OrNull) readonly externalId!: string | null;
  @Money() readonly startingBalance!: string;
  @Text() readonly currency!: string;
  @Money({ description: 'Starting balance + adjustments + realized net P&L of its trades.' }) readonly balance!: string;
  @Choice(['open', 'closed']) readonly status!: 'open' | 'closed';
  @Count({ description: 'For If-Match.' }) readonly streamVersion!: number;
  @Moment() readonly createdAt!: string;
  @Moment() readonly updatedAt!: string;
}

export class AccountCommandView extends AccountView {
  @ApiProperty({ type: ReceiptView }) readonly ledger!: ReceiptView;
}

export class AccountPageView extends PageOf(AccountView) {}
