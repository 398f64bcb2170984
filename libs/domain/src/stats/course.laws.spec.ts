import fc from 'fast-check';
import { decimal, Decimal, exactly } from '../money/decimal.js';
import { plusDays } from '../time/day.js';
import type { Day } from '../time/day.js';
import { bucketOf } from './bucket-fold.js';
import { courseOf, equityOf, joinCourses } from './course.js';
import type { Course, EquityPoint } from './course.js';
import type { StatItem } from './stat-item.js';

const FIRST = '2026-01-05' as Day;
const base = exactly('100');
// Small whole amounts, so that equal heights are common.
const moves = fc.array(
  fc.record({ amount: fc.integer({ min: -3, max: 3 }).map(String), kind: fc.constantFrom('earned', 'earned', 'flow') }),
  { minLength: 1, maxLength: 4 },
);
const histories = fc.array(moves, { minLength: 1, maxLength: 60, size: 'max' });
type History = readonly (readonly { readonly amount: string; readonly kind: string }[])[];

function itemOf({ amount, kind }: History[number][number], id: string): StatItem {
  const common = { accountId: null, currency: 'USD', at: `2026-01-05T${id}:00:00.000Z` } as StatItem;
  const net = exactly(amount);
  if (kind === 'flow') return { ...common, kind: 'flow', id, amount: net } as StatItem;
  const zero = exactly('0');
  return { ...common, kind: 'realization', tradeId: id, index: 0, gross: net, fees: zero, net } as StatItem;
}

function coursesOf(history: History): readonly Course[] {
  return history.map((day, index) => {
    const items = day.map((move, place) => itemOf(move, String(place).padStart(2, '0')));
    const name = plusDays(FIRST, index);
    return courseOf(name, bucketOf(name, items, exactly('0')));
  });
}

/** The same, cut after some of them, each part as one. */
function grouped(courses: readonly Course[], cuts: readonly number[]): readonly Course[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % courses.length), courses.length])].sort((a, b) => a - b);
  return places.slice(1).map((until, index) => {
    const [first, ...rest] = courses.slice(places[index], until);
    return joinCourses([first!, ...rest]);
  });
}

const cuts = fc.array(fc.nat(60), { maxLength: 8 });

it('a course is the same however it is joined, and when its last day goes on', () =>
  fc.assert(
    fc.property(histories, cuts, fc.nat(4), (history, some, at) => {
      const courses = coursesOf(history);
      const [first, ...rest] = grouped(courses, some) as [Course, ...Course[]];
      const whole = joinCourses(courses as [Course, ...Course[]]);
      expect(joinCourses([first, ...rest])).toEqual(whole);

      const [day, last] = [plusDays(FIRST, history.length - 1), history.at(-1)!];
      const items = last.map((move, place) => itemOf(move, String(place).padStart(2, '0')));
      const parts = [items.slice(0, at), items.slice(at)].filter((part) => part.length > 0);
      const before = courses.slice(0, -1);
      const going = parts.map((part) => courseOf(day, bucketOf(day, part, exactly('0'))));
      const [start, ...more] = [...before, ...going] as [Course, ...Course[]];
      expect(more.reduce((course, next) => joinCourses([course, next]), start).ends).toEqual(
        courses.length === 1 ? [] : whole.ends,
      );
    }),
  ));

const extremes = (points: readonly EquityPoint[]) => {
  const all = (name: 'equity' | 'drawdown') => points.map((point) => decimal(point[name]));
  return {
    first: points[0],
    last: points.at(-1),
    highest: Decimal.max(...all('equity')).toFixed(),
    lowest: Decimal.min(...all('equity')).toFixed(),
    deepest: Decimal.max(...all('drawdown')).toFixed(),
  };
};

it('a reduced curve has no more points than asked, all of them true, and the same extremes', () =>
  fc.assert(
    fc.property(histories, cuts, fc.integer({ min: 6, max: 40 }), (history, some, most) => {
      const courses = coursesOf(history);
      const whole = equityOf(courses, base);
      for (const few of [equityOf(courses, base, most), equityOf(grouped(courses, some), base, most)]) {
        expect(few.length).toBeLessThanOrEqual(most + 1);
        for (const point of few) expect(whole).toContainEqual(point);
        expect(extremes(few)).toEqual(extremes(whole));
      }
    }),
  ));
