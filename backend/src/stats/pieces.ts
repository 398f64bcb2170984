import { SERIES_POINTS } from '@singularity/contract';
import type { PointsQuery } from '@singularity/contract/wire';
import { firstDayOf, GRAINS } from '@singularity/domain';
import type { Day, Grain } from '@singularity/domain';

/** How many points of a series are asked for. */
export function mostPoints({ points = SERIES_POINTS.default }: Pick<PointsQuery, 'points'>): number {
  return points === 'all' ? Infinity : points;
}

/** Something about a day or a longer stretch of days. */
export interface Piece {
  readonly grain: Grain;
  /** One of its days. */
  readonly day: Day;
}

/** The finest grain by which all lists together have no more pieces than that; years are not put together any more. */
export function grainFor(lists: readonly (readonly Piece[])[], most: number): Grain {
  const finest = Math.max(0, ...lists.flat().map(({ grain }) => GRAINS.indexOf(grain)));
  const count = (grain: Grain) => lists.reduce((all, pieces) => all + firstDays(pieces, grain).size, 0);
  return GRAINS.slice(finest).find((grain) => count(grain) <= most) ?? 'year';
}

function firstDays(pieces: readonly Piece[], grain: Grain): ReadonlySet<Day> {
  return new Set(pieces.map(({ day }) => firstDayOf(grain, day)));
}

/** Pieces in order, put together by the stretches that they are parts of. */
export function together<P extends Piece>(pieces: readonly P[], grain: Grain): readonly (readonly [P, ...P[]])[] {
  return [...Map.groupBy(pieces, ({ day }) => firstDayOf(grain, day)).values()] as [P, ...P[]][];
}
