import { IntersectionType } from '@nestjs/swagger';
import { PAGE_SIZE, TEXT_LIMITS } from '@singularity/contract';
import type { ExplainQuery, TradeFilter } from '@singularity/contract';
import { ASSET_TYPES, BREAKDOWNS, DIRECTIONS, FIGURES } from '@singularity/domain';
import type { AssetType, Breakdown, Day, Direction, Figure } from '@singularity/domain';
import {
  AnyChoice,
  AnyId,
  AnySymbol,
  AnyText,
  AsOfQuery,
  ChoiceField,
  CurrencyField,
  DayField,
  IntegerParameter,
  TextField,
} from '@singularity/contract/wire';

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

export class ExplainPageQuery extends StatsQuery {
  @ChoiceField(FIGURES) figure!: Figure;
  @CurrencyField() currency!: string;
  @TextField(1_000, { optional: true, description: 'Of the answer before, to the same question.' }) cursor?: string;
  @IntegerParameter(1, PAGE_SIZE.max, { optional: true }) limit?: number;
}

export class StatsAsOfQuery extends IntersectionType(StatsQuery, AsOfQuery) {}

export class BreakdownAsOfQuery extends IntersectionType(BreakdownQuery, AsOfQuery) {}

export class ExplainAsOfQuery extends IntersectionType(ExplainPageQuery, AsOfQuery) implements ExplainQuery {}
