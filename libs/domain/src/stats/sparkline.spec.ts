import fc from 'fast-check';
import { exactly } from '../money/decimal.js';
import { sparklineOf } from './sparkline.js';

const moves = (...values: readonly (string | number)[]) => values.map(exactly);

describe('a sparkline', () => {
  it('is the money after each move', () =>
    expect(sparklineOf(exactly('100'), moves('0.1', '0.2', '-200'), 60)).toEqual(['100.1', '100.3', '-99.7']));

  it('of nothing is nothing', () => expect(sparklineOf(exactly('100'), [], 60)).toEqual([]));

  it.each([
    [5, [1, 3, 5, 7, 9]],
    [4, [1, 4, 6, 9]],
    [2, [1, 9]],
    [9, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])('of at most %i points is spread evenly', (most, points) =>
    expect(sparklineOf(exactly(0), moves(1, 1, 1, 1, 1, 1, 1, 1, 1), most).map(Number)).toEqual(points),
  );

  it('has as many points as it may, from the first to the last, and no gap much wider than another', () =>
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 3_000 }), (length) => {
        const points = sparklineOf(
          exactly(-1),
          Array.from({ length }, () => exactly(1)),
          60,
        ).map(Number);
        const gaps = points.slice(1).map((point, index) => point - points[index]!);
        expect(points).toHaveLength(60);
        expect([points[0], points.at(-1)]).toEqual([0, length - 1]);
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
      }),
    ));
});
