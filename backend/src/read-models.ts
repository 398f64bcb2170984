import type { ReadModels } from './event-store/projection.js';
import type { RowWriter } from './event-store/row-writer.js';
import { projections } from './projections.js';
import { DayStats } from './stats/day-stats.js';
import { DayStatsRow } from './stats/day-stats.entity.js';
import { history } from './stats/history.js';
import { SetupStats } from './stats/setup-stats.js';
import { SetupStatsRow } from './stats/setup-stats.entity.js';

/** The tables of everything that is derived from events. */
export const readModelEntities = [
  ...projections.flatMap((projection) => projection.tables),
  DayStatsRow,
  SetupStatsRow,
];

export function createReadModels(writer: RowWriter): ReadModels {
  return { projections, aggregates: [new DayStats(writer), new SetupStats(writer)], history };
}
