import { OmitType, PartialType } from '@nestjs/swagger';
import { BALANCE_REASONS, TRADING_DAYS } from '@singularity/domain';
import type { BalanceReason, DecimalText, Instant, TradingDay } from '@singularity/domain';
import { ChoiceField, CurrencyField, DecimalField, InstantField, TextField } from './fields.js';
import { TEXT_LIMITS } from '../plain/limits.js';

/** POST /api/user/accounts */
export class AddAccountBody {
  @TextField(TEXT_LIMITS.platform) platform!: string;
  @TextField(TEXT_LIMITS.accountName) name!: string;
  @TextField(TEXT_LIMITS.externalId, { optional: true, nullable: true }) externalId?: string | null;
  @DecimalField() startingBalance!: DecimalText;
  @CurrencyField() currency!: string;
  @ChoiceField(TRADING_DAYS, {
    optional: true,
    description: 'Left out: session at platforms for futures (TopstepX, Tradovate, NinjaTrader), else midnight.',
  })
  tradingDay?: TradingDay;
}

/** PATCH /api/user/accounts/:id: only what changes; the currency never does. */
export class EditAccountBody extends PartialType(OmitType(AddAccountBody, ['currency']), {
  skipNullProperties: false,
}) {}

/**
 * PUT /api/user/accounts/:id/balance: the balance that stands at the platform, now or at a moment in the past; or in its
 * place what it changes by, below zero for a withdrawal or a fee.
 */
export class UpdateBalanceBody {
  @DecimalField({ optional: true }) balance?: DecimalText;
  @DecimalField({ optional: true, description: 'In place of the balance.' }) adjustment?: DecimalText;
  @ChoiceField(BALANCE_REASONS) reason!: BalanceReason;
  @InstantField({ optional: true, description: 'Left out: now.' }) at?: Instant;
}
