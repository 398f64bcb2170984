import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateBy, ValidateNested } from 'class-validator';
import { ASSET_TYPES } from '@singularity/domain';
import type { AssetType, Day, DecimalText, FillEffect, Instant, Side, TimePrecision } from '@singularity/domain';
import { FILL_LIMITS } from '../plain/imports.js';
import {
  ChoiceField,
  CurrencyField,
  DayField,
  DecimalField,
  FlagField,
  IdField,
  InstantField,
  NoListsWithin,
  SymbolField,
  TextField,
} from './fields.js';

const maybe = { optional: true, nullable: true };
const KEY = /^[!-~]([ -~]*[!-~])?$/;

/** Printable ASCII without spaces at its ends: it stands in a file, and comes out of it as it went in. */
function KeyField(description: string) {
  return applyDecorators(
    TextField(FILL_LIMITS.key, { ...maybe, description }),
    ValidateBy({
      name: 'key',
      validator: {
        validate: (value) => typeof value !== 'string' || KEY.test(value),
        defaultMessage: () => 'Use printable ASCII characters, without spaces at the ends.',
      },
    }),
  );
}

/** One fill as the broker executed it. */
export class FillBody {
  @KeyField(
    'The broker’s id of the execution: what makes the same fill the same in whatever comes next. Without one, equal fills of a request are counted.',
  )
  key?: string | null;
  @SymbolField({ description: 'Of an option its underlying, of a future root, month and year: MNQZ26.' })
  symbol!: string;
  @ChoiceField(ASSET_TYPES) assetType!: AssetType;
  @ChoiceField(['CALL', 'PUT'], { ...maybe, description: 'Options only, and needed there.' }) direction?:
    'CALL' | 'PUT' | null;
  @DecimalField({ ...maybe, description: 'Options only, and needed there.' }) strike?: DecimalText | null;
  @DayField({ ...maybe, description: 'Options only, and needed there.' }) expiration?: Day | null;
  @ChoiceField(['buy', 'sell']) side!: Side;
  @DecimalField({ description: 'Above zero.' }) quantity!: DecimalText;
  @DecimalField() price!: DecimalText;
  @InstantField() at!: Instant;
  @ChoiceField(['second', 'minute', 'day'], {
    optional: true,
    description: 'How much of the time is known; a day alone stands as its noon.',
  })
  precision?: TimePrecision;
  @DecimalField({ optional: true, description: 'A cost; below zero a rebate.' }) fees?: DecimalText;
  @CurrencyField(maybe) currency?: string | null;
  @DecimalField(maybe) multiplier?: DecimalText | null;
  @ChoiceField(['open', 'close', 'expire', 'assign', 'exercise'], maybe) effect?: FillEffect | null;
  @KeyField('The broker’s id of the order.') orderId?: string | null;
  @DecimalField({ ...maybe, description: 'The stop that stood when the position was opened.' })
  stopPrice?: DecimalText | null;
}

/** POST /api/user/fills */
export class FillsBody {
  @TextField(40, { description: 'Whose fills they are: an id of a platform such as topstepx, or other.' })
  platform!: string;
  @IdField() accountId!: string;
  @FlagField({ optional: true, description: 'Imports at once what leaves no question open.' }) confirm?: boolean;
  @ApiProperty({ type: [FillBody], minItems: 1, maxItems: FILL_LIMITS.fills })
  @IsArray({ message: 'Enter a list of fills.' })
  @ArrayMinSize(1, { message: 'Send at least one fill.' })
  @ArrayMaxSize(FILL_LIMITS.fills, {
    message: `Send at most ${FILL_LIMITS.fills.toLocaleString('en-US')} fills at once.`,
  })
  @NoListsWithin('Each fill is an object.')
  @ValidateNested({ each: true, message: 'Each fill is an object.' })
  @Type(() => FillBody)
  fills!: FillBody[];
}
