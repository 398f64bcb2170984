import { IntersectionType, OmitType } from '@nestjs/swagger';
import type { Day } from '@singularity/domain';
import { DayField, TextField } from './fields.js';
import { AsOfQuery } from './past-requests.js';
import { TradeFilter } from './trade-queries.js';
import { TEXT_LIMITS } from '../plain/limits.js';

/** PUT /api/user/days/:day/note: null, or blank text, clears it. */
export class WriteDayNoteBody {
  @TextField(TEXT_LIMITS.notes, { nullable: true }) notes!: string | null;
}

/** GET /api/user/days/notes */
export class NotedDaysQuery {
  @DayField({ optional: true }) from?: Day;
  @DayField({ optional: true }) to?: Day;
}

export class NotedDaysAsOfQuery extends IntersectionType(NotedDaysQuery, AsOfQuery) {}

/** GET /api/user/days/:day: the filters of trades. */
export class DaySheetQuery extends OmitType(TradeFilter, ['from', 'to'] as const) {}

export class DaySheetAsOfQuery extends IntersectionType(DaySheetQuery, AsOfQuery) {}
