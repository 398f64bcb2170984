import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsObject,
  IsUUID,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { DecimalText } from '@singularity/domain';
import { DecimalField, IdField, TextListField } from './fields.js';
import { MOST_TRADES_AT_ONCE, TEXT_LIMITS } from '../plain/limits.js';

/** What changes in each of the trades. `fees` are for trades of one entry and at most one exit. */
export class BulkEditBody {
  @TextListField(TEXT_LIMITS.tag, TEXT_LIMITS.tags, { optional: true }) addTags?: string[];
  @TextListField(TEXT_LIMITS.tag, TEXT_LIMITS.tags, { optional: true }) removeTags?: string[];
  @IdField({ optional: true, nullable: true }) accountId?: string | null;
  @DecimalField({ optional: true, description: 'All fees of the trade; not where it has several executions.' })
  fees?: DecimalText;
}

/** POST /api/user/trades/bulk: the trades, and one of the three. */
export class BulkTradesBody {
  @ApiProperty({ type: String, format: 'uuid', isArray: true, minItems: 1, maxItems: MOST_TRADES_AT_ONCE })
  @IsArray({ message: 'Enter a list of ids.' })
  @ArrayMinSize(1, { message: 'Choose at least one trade.' })
  @ArrayMaxSize(MOST_TRADES_AT_ONCE, { message: `Choose at most ${MOST_TRADES_AT_ONCE} trades.` })
  @IsUUID('all', { each: true, message: 'Each must be a valid id.' })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(lowerCase) : value))
  ids!: string[];

  @ApiProperty({ type: BulkEditBody, required: false })
  @ValidateIf((_body, value) => value !== undefined)
  @IsObject({ message: 'Say what to change.' })
  @ValidateNested()
  @Type(() => BulkEditBody)
  edit?: BulkEditBody;

  @Only() delete?: true;
  @Only() restore?: true;
}

/** Left out, or true. */
function Only(): PropertyDecorator {
  return (target, property) => {
    ApiProperty({ enum: [true], type: Boolean, required: false })(target, property);
    ValidateIf((_body, value) => value !== undefined)(target, property as string);
    Equals(true, { message: 'Must be true, or left out.' })(target, property as string);
  };
}

function lowerCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
