import { IntersectionType } from '@nestjs/swagger';
import { TEXT_LIMITS } from '@singularity/contract';
import type { TradeFilter } from '@singularity/contract';
import { ASSET_TYPES, BREAKDOWNS, DIRECTIONS } from '@singularity/domain';
import type { AssetType, Breakdown, Day, Direction } from '@singularity/domain';
import { AnyChoice, AnyId, AnySymbol, AnyText } from '../http/any-of-fields.js';
import { ChoiceField, DayField } from '../http/fields.js';
import { AsOfQuery } from '../past/as-of.js';

export class StatsQuery implements TradeFilter {
  @AnySymbol() symbol?: string[];
  @AnyId() accountId?: string[];
  @AnyChoice(ASSET_TYPES) assetType?: AssetType[];
  @AnyChoice(DIRECTIONS) direction?: Direction[];
  @AnyText(TEXT_LIMITS.tag) tag?: string[];
  @DayField({ optional: true, description: 'The first day, in the time zone of the settings.' }) from?: Day;
  @DayField({ optional: true, description: 'The last day.' }) to?: Day;
}

export class BreakdownQuery extends StatsQuery {
  @ChoiceField(BREAKDOWNS) by!: Breakdown;
}

export class StatsAsOfQuery extends IntersectionType(StatsQuery, AsOfQuery) {}

export class BreakdownAsOfQuery extends IntersectionType(BreakdownQuery, AsOfQuery) {}
