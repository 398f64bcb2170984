import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { BREAKDOWNS, FIGURES } from '@singularity/domain';
import type { Breakdown, Figure } from '@singularity/domain';
import { ChoiceField, CurrencyField, IntegerOrAllParameter, IntegerParameter, TextField } from './fields.js';
import { AsOfQuery } from './past-requests.js';
import { TradeFilter } from './trade-queries.js';
import { PAGE_SIZE, SERIES_POINTS } from '../plain/limits.js';

/** The filters of trades, of which days are described more closely. */
export class StatsQuery extends TradeFilter {
  @ApiPropertyOptional({ type: String, description: 'The first day, in the time zone of the settings.' })
  override from?: TradeFilter['from'];
  @ApiPropertyOptional({ type: String, description: 'The last day.' })
  override to?: TradeFilter['to'];
}

/** GET /api/user/stats/equity and /days: the query of GET /api/user/stats, and how much of a long series is sent. */
export class PointsQuery extends StatsQuery {
  @IntegerOrAllParameter(SERIES_POINTS.min, SERIES_POINTS.max, {
    optional: true,
    description:
      `The most points of the answer, all currencies together; ${SERIES_POINTS.default} by default, all for one per day. ` +
      'Of more days, the equity curve keeps its highs, lows and largest drawdowns; days are grouped by month or year.',
  })
  points?: number | 'all';
}

/** GET /api/user/stats/breakdown */
export class BreakdownQuery extends StatsQuery {
  @ChoiceField(BREAKDOWNS) by!: Breakdown;
}

/** GET /api/user/stats/explain: the query of GET /api/user/stats, and which of its figures is to be taken apart. */
export class ExplainPageQuery extends StatsQuery {
  @ChoiceField(FIGURES) figure!: Figure;
  @CurrencyField() currency!: string;
  @TextField(1_000, { optional: true, description: 'Of the answer before, to the same question.' }) cursor?: string;
  @IntegerParameter(1, PAGE_SIZE.max, { optional: true }) limit?: number;
}

export class StatsAsOfQuery extends IntersectionType(StatsQuery, AsOfQuery) {}

export class PointsAsOfQuery extends IntersectionType(PointsQuery, AsOfQuery) {}

export class BreakdownAsOfQuery extends IntersectionType(BreakdownQuery, AsOfQuery) {}

export class ExplainAsOfQuery extends IntersectionType(ExplainPageQuery, AsOfQuery) {}
