import { RowFault } from '../reading.js';
import { dateOrderOf, readWallTime } from './wall-time.js';

const HOUR = 3_600_000;
const wall = (text: string) => Date.parse(`${text}Z`);

describe('a time as a broker writes it', () => {
  it.each([
    ['05/08/2025 11:22:07 -04:00', '2025-05-08T11:22:07', 'second', -4],
    ['2026-02-11 06:34:46.772Z', '2026-02-11T06:34:46.772', 'second', 0],
    ['20260721;093100', '2026-07-21T09:31:00', 'second', null],
    ['2026-01-05, 09:31:00', '2026-01-05T09:31:00', 'second', null],
    ['10/24/2025 12:17:43 EDT', '2025-10-24T12:17:43', 'second', -4],
    ['2026/07/20 08:03:06,GMT-04', '2026-07-20T08:03:06', 'second', -4],
    ['2024.12.05 14:31:22', '2024-12-05T14:31:22', 'second', null],
    ['6/21/22 3:23:42 PM', '2022-06-21T15:23:42', 'second', null],
    ['7/28/2026 12:05:00 AM', '2026-07-28T00:05:00', 'second', null],
    ['9/15/2026 9:39', '2026-09-15T09:39:00', 'minute', null],
    ['5-Jan-26', '2026-01-05T00:00:00', 'day', null],
    ['1767623400000', '2026-01-05T14:30:00', 'second', 0],
  ] as const)('%s', (cell, text, precision, hours) =>
    expect(readWallTime(cell, 'mdy')).toEqual({
      wall: wall(text),
      precision,
      offset: hours === null ? null : hours * HOUR,
    }),
  );

  it('is read in the order of day and month that is asked for', () =>
    expect(readWallTime('03/04/2026', 'dmy').wall).toBe(wall('2026-04-03T00:00:00')));

  it.each(['', 'nonsense', '02/30/2026', '13/13/2026', '1/1/2026 25:00', '1/1/2026 09:30 XYZ', '1/1/1969'])(
    'refuses “%s”',
    (cell) => expect(() => readWallTime(cell, 'mdy')).toThrow(RowFault),
  );

  it.each([
    [['03/04/2026', '27/04/2026'], 'dmy'],
    [['03/04/2026', '04/27/2026'], 'mdy'],
    [['27/04/2026', '04/27/2026'], 'both'],
    [['03/04/2026', '2026-04-27'], null],
    [['2026-04-27'], 'mdy'],
  ])('tells the order of %j: %s', (cells, order) => expect(dateOrderOf(cells)).toBe(order));
});
