import { ApiProperty } from '@nestjs/swagger';
import { TRADING_DAYS } from '@singularity/domain';
import type { TradingDay } from '@singularity/domain';
import { Choice, Count, Id, Moment, Money, OrNull, ReceiptView, Text } from './answer-fields.js';
import { PageOf } from './page.js';

export class AccountView {
  @Id() readonly id!: string;
  @Text() readonly platform!: string;
  @Text() readonly name!: string;
  @Text(OrNull) readonly externalId!: string | null;
  @Money() readonly startingBalance!: string;
  @Text() readonly currency!: string;
  @Choice(TRADING_DAYS, {
    description:
      'When its days begin: at midnight in the time zone of the settings, or at 17:00 in Chicago the day before.',
  })
  readonly tradingDay!: TradingDay;
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
