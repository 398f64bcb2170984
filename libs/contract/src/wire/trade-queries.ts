import { ApiProperty, IntersectionType, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMinSize, ArrayUnique, IsIn } from 'class-validator';
import { ASSET_TYPES, DIRECTIONS, TRADE_RESULTS } from '@singularity/domain';
import type { AssetType, Day, Direction, TradeResult, TradeStatus } from '@singularity/domain';
import { AnyChoice, AnyId, AnySymbol, AnyText } from './any-of-fields.js';
import { ChoiceField, DayField, IntegerParameter, TextField, WhereGiven } from './fields.js';
import { AsOfQuery } from './past-requests.js';
import { PAGE_SIZE, TEXT_LIMITS } from '../plain/limits.js';
import { CSV_COLUMNS } from '../plain/trade-columns.js';
import type { CsvColumn } from '../plain/trade-columns.js';
import { TRADE_SORTS } from '../plain/trade-query.js';
import type { TradeSort } from '../plain/trade-query.js';

/**
 * The filters of trades and of statistics: what passes all fields, with any value of each. Days are inclusive, in the
 * member's time zone.
 */
export class TradeFilter {
  @AnySymbol() symbol?: string[];
  @AnyId() accountId?: string[];
  @AnyChoice(ASSET_TYPES) assetType?: AssetType[];
  @AnyChoice(DIRECTIONS) direction?: Direction[];
  @AnyText(TEXT_LIMITS.tag) tag?: string[];
  @DayField({ optional: true }) from?: Day;
  @DayField({ optional: true }) to?: Day;
}

/** The filters of the list of trades. */
export class TradeListFilter extends TradeFilter {
  /** How symbols begin; the slash of a future may be left out. */
  @AnySymbol() symbolPrefix?: string[];
  @ChoiceField(['open', 'closed'], { optional: true }) status?: TradeStatus;
  /** Of closed trades, within the member's tolerance for breakeven. */
  @AnyChoice(TRADE_RESULTS) result?: TradeResult[];
}

/** GET /api/user/trades */
export class TradeListQuery extends TradeListFilter {
  @ChoiceField(TRADE_SORTS, { optional: true }) sort?: TradeSort;
  @ChoiceField(['asc', 'desc'], { optional: true }) order?: 'asc' | 'desc';
  @TextField(1_000, { optional: true }) cursor?: string;
  @IntegerParameter(1, PAGE_SIZE.max, { optional: true }) limit?: number;
}

export class TradeListAsOfQuery extends IntersectionType(TradeListQuery, AsOfQuery) {}

/** GET /api/user/trades/totals: the filters of the list. */
export class TradeTotalsQuery extends IntersectionType(TradeListFilter, AsOfQuery) {}

const message = `Choose columns among ${CSV_COLUMNS.join(', ')}, each once.`;

/** GET /api/user/trades.json: the list's filters and order, without its pages. */
export class TradeFileQuery extends OmitType(TradeListAsOfQuery, ['cursor', 'limit'] as const) {}

/** GET /api/user/trades.csv */
export class TradeCsvQuery extends TradeFileQuery {
  @ApiProperty({ enum: CSV_COLUMNS, isArray: true, required: false, description: 'Repeated, or with commas.' })
  @WhereGiven()
  @Transform(({ value }: { value: unknown }) => (value === undefined ? value : [value].flat().flatMap(splitAtCommas)))
  @IsIn(CSV_COLUMNS, { each: true, message })
  @ArrayMinSize(1, { message })
  @ArrayUnique({ message })
  columns?: CsvColumn[];
}

function splitAtCommas(value: unknown): unknown {
  return typeof value === 'string' ? value.split(',') : value;
}
