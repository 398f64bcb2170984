import { ApiProperty, IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';
import { PAGE_SIZE, TEXT_LIMITS, TRADE_SORTS } from '@singularity/contract';
import type {
  AddTradeRequest,
  CloseTradeRequest,
  EditExecutionRequest,
  EditTradeRequest,
  ExecutionRequest,
  RevertTradeRequest,
  ShorthandRequest,
  TradeFieldsRequest,
  TradeQuery,
  TradeSort,
} from '@singularity/contract';
import { ASSET_TYPES, DIRECTIONS, SIDES, TRADE_LIMITS, TRADE_RESULTS } from '@singularity/domain';
import type {
  AssetType,
  Day,
  DecimalText,
  Direction,
  ExecutionType,
  Instant,
  Side,
  TradeResult,
  TradeStatus,
} from '@singularity/domain';
import { AnyChoice, AnyId, AnySymbol, AnyText } from '../http/any-of-fields.js';
import {
  ChoiceField,
  DayField,
  DecimalField,
  IdField,
  InstantField,
  IntegerField,
  IntegerParameter,
  NoListsWithin,
  SymbolField,
  TextField,
  TextListField,
  WhereGiven,
} from '../http/fields.js';
import { AsOfQuery } from '../past/as-of.js';

const maybe = { optional: true, nullable: true };
/** Left out is fine, null is not. */
const present = { skipNullProperties: false };

export class ExecutionBody implements ExecutionRequest {
  @ChoiceField(['open', 'close']) type!: ExecutionType;
  @InstantField() at!: Instant;
  @DecimalField() quantity!: DecimalText;
  @DecimalField() price!: DecimalText;
  @DecimalField({ optional: true }) fees?: DecimalText;
}

export class EditExecutionBody extends PartialType(ExecutionBody, present) implements EditExecutionRequest {}

export class TradeFieldsBody implements TradeFieldsRequest {
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
  @TextListField(TEXT_LIMITS.tag, TEXT_LIMITS.tags, { optional: true }) tags?: string[];
}

export class ShorthandBody implements ShorthandRequest {
  @DecimalField({ optional: true }) quantity?: DecimalText;
  @DecimalField({ optional: true }) entryPrice?: DecimalText;
  @InstantField({ optional: true }) entryAt?: Instant;
  @DecimalField(maybe) exitPrice?: DecimalText | null;
  @InstantField(maybe) exitAt?: Instant | null;
  @DecimalField({ optional: true }) fees?: DecimalText;
}

export class AddTradeBody extends IntersectionType(TradeFieldsBody, ShorthandBody) implements AddTradeRequest {
  @ApiProperty({ type: [ExecutionBody], required: false, maxItems: TRADE_LIMITS.executions })
  @WhereGiven()
  @IsArray({ message: 'Please enter a list of executions.' })
  @ArrayMinSize(1, { message: 'A trade needs at least one opening execution.' })
  @ArrayMaxSize(TRADE_LIMITS.executions, { message: `A trade has at most ${TRADE_LIMITS.executions} executions.` })
  @NoListsWithin('Please enter a list of executions.')
  @ValidateNested({ each: true })
  @Type(() => ExecutionBody)
  executions?: ExecutionBody[];
}

export class EditTradeBody
  extends IntersectionType(PartialType(TradeFieldsBody, present), ShorthandBody)
  implements EditTradeRequest {}

export class CloseTradeBody extends PickType(ShorthandBody, ['fees']) implements CloseTradeRequest {
  @DecimalField() exitPrice!: DecimalText;
  @InstantField() exitAt!: Instant;
}

export class RevertTradeBody implements RevertTradeRequest {
  @IntegerField(1, 1_000_000_000) toStreamVersion!: number;
}

export class TradeListQuery implements TradeQuery {
  @AnySymbol() symbol?: string[];
  @AnyId() accountId?: string[];
  @AnyChoice(ASSET_TYPES) assetType?: AssetType[];
  @AnyChoice(DIRECTIONS) direction?: Direction[];
  @AnyText(TEXT_LIMITS.tag) tag?: string[];
  @DayField({ optional: true }) from?: Day;
  @DayField({ optional: true }) to?: Day;
  @ChoiceField(['open', 'closed'], { optional: true }) status?: TradeStatus;
  @AnyChoice(TRADE_RESULTS) result?: TradeResult[];
  @ChoiceField(TRADE_SORTS, { optional: true }) sort?: TradeSort;
  @ChoiceField(['asc', 'desc'], { optional: true }) order?: 'asc' | 'desc';
  @TextField(1_000, { optional: true }) cursor?: string;
  @IntegerParameter(1, PAGE_SIZE.max, { optional: true }) limit?: number;
}

export class TradeListAsOfQuery extends IntersectionType(TradeListQuery, AsOfQuery) {}
