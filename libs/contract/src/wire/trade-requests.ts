import { applyDecorators } from '@nestjs/common';
import { ApiProperty, IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';
import { ASSET_TYPES, DIRECTIONS, SIDES, TRADE_LIMITS } from '@singularity/domain';
import type { AssetType, Day, DecimalText, Direction, ExecutionType, Instant, Side } from '@singularity/domain';
import {
  ChoiceField,
  DayField,
  DecimalField,
  IdField,
  InstantField,
  IntegerField,
  NoListsWithin,
  SymbolField,
  TextField,
  TextListField,
  WhereGiven,
} from './fields.js';
import { MOST_VERSIONS, TEXT_LIMITS } from '../plain/limits.js';

const maybe = { optional: true, nullable: true };
/** Left out is fine, null is not. */
const present = { skipNullProperties: false };

export class ExecutionBody {
  @ChoiceField(['open', 'close']) type!: ExecutionType;
  @InstantField() at!: Instant;
  @DecimalField() quantity!: DecimalText;
  @DecimalField() price!: DecimalText;
  @DecimalField({ optional: true }) fees?: DecimalText;
}

function ExecutionListField(item: new () => ExecutionBody): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: [item], required: false, maxItems: TRADE_LIMITS.executions }),
    WhereGiven(),
    IsArray({ message: 'Enter a list of executions.' }),
    ArrayMinSize(1, { message: 'Add at least one entry.' }),
    ArrayMaxSize(TRADE_LIMITS.executions, { message: `Use at most ${TRADE_LIMITS.executions} fills per trade.` }),
    NoListsWithin('Enter a list of executions.'),
    ValidateNested({ each: true }),
    Type(() => item),
  );
}

/** PATCH …/executions/:executionId */
export class EditExecutionBody extends PartialType(ExecutionBody, present) {}

export class TradeFieldsBody {
  @IdField(maybe) accountId?: string | null;
  @SymbolField() symbol!: string;
  @ChoiceField(ASSET_TYPES) assetType!: AssetType;
  @ChoiceField(DIRECTIONS) direction!: Direction;
  @ChoiceField(SIDES, maybe) side?: Side | null;
  @DecimalField(maybe) strike?: DecimalText | null;
  @DayField(maybe) expiration?: Day | null;
  @DecimalField({ ...maybe, description: 'Left out: what the contract table says.' }) multiplier?: DecimalText | null;
  @DecimalField(maybe) stopPrice?: DecimalText | null;
  @TextField(TEXT_LIMITS.notes, maybe) notes?: string | null;
  @TextListField(TEXT_LIMITS.tag, TEXT_LIMITS.tags, { optional: true }) tags?: readonly string[];
}

export class ShorthandBody {
  @DecimalField({ optional: true }) quantity?: DecimalText;
  @DecimalField({ optional: true }) entryPrice?: DecimalText;
  @InstantField({ optional: true }) entryAt?: Instant;
  @DecimalField(maybe) exitPrice?: DecimalText | null;
  @InstantField(maybe) exitAt?: Instant | null;
  @DecimalField({ optional: true }) fees?: DecimalText;
}

/** POST /api/user/trades: either the shorthand or the executions. */
export class AddTradeBody extends IntersectionType(TradeFieldsBody, ShorthandBody) {
  @ExecutionListField(ExecutionBody) executions?: ExecutionBody[];
}

/** One of all the fills that a trade is to have: one that it has by its id, or a new one without. */
export class ListedExecutionBody extends ExecutionBody {
  @IdField({ optional: true }) id?: string;
}

/**
 * PATCH /api/user/trades/:id: only what changes. The shorthand is for trades of one entry and at most one exit; in its
 * place `executions` lists all the fills that the trade is to have.
 */
export class EditTradeBody extends IntersectionType(PartialType(TradeFieldsBody, present), ShorthandBody) {
  @ExecutionListField(ListedExecutionBody) executions?: ListedExecutionBody[];
}

/** POST …/close: exits what remains. */
export class CloseTradeBody extends PickType(ShorthandBody, ['fees']) {
  @DecimalField() exitPrice!: DecimalText;
  @InstantField() exitAt!: Instant;
}

/** POST …/revert */
export class RevertTradeBody {
  @IntegerField(1, MOST_VERSIONS) toStreamVersion!: number;
}
