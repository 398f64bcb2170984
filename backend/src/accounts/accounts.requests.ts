import { OmitType, PartialType } from '@nestjs/swagger';
import { TEXT_LIMITS } from '@singularity/contract';
import type { AddAccountRequest, EditAccountRequest, UpdateBalanceRequest } from '@singularity/contract';
import { BALANCE_REASONS } from '@singularity/domain';
import type { BalanceReason, DecimalText, Instant } from '@singularity/domain';
import { ChoiceField, CurrencyField, DecimalField, InstantField, TextField } from '@singularity/contract/wire';

export class AddAccountBody implements AddAccountRequest {
  @TextField(TEXT_LIMITS.platform) platform!: string;
  @TextField(TEXT_LIMITS.accountName) name!: string;
  @TextField(TEXT_LIMITS.externalId, { optional: true, nullable: true }) externalId?: string | null;
  @DecimalField() startingBalance!: DecimalText;
  @CurrencyField() currency!: string;
}

export class EditAccountBody
  extends PartialType(OmitType(AddAccountBody, ['currency']), { skipNullProperties: false })
  implements EditAccountRequest {}

export class UpdateBalanceBody implements UpdateBalanceRequest {
  @DecimalField() balance!: DecimalText;
  @ChoiceField(BALANCE_REASONS) reason!: BalanceReason;
  @InstantField({ optional: true, description: 'Left out: now.' }) at?: Instant;
}
