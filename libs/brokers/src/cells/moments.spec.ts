import { Moments } from './moments.js';

const read = (cell: string, timeZone: string | null, dateOrder: 'mdy' | 'dmy' | null = null) => {
  const moments = new Moments([cell], { order: 'either', timeZone: null }, { timeZone, dateOrder });
  const { at, precision, written } = moments.read(cell);
  return { at, precision, written, asks: moments.questions.map(({ field }) => field) };
};

describe('a moment', () => {
  it.each([
    ['2026-01-05 09:31:00', 'America/New_York', '2026-01-05T14:31:00.000Z'],
    ['2026-07-05 09:31:00', 'America/New_York', '2026-07-05T13:31:00.000Z'],
    ['1999-01-05 09:31:00', 'Asia/Tokyo', '1999-01-05T00:31:00.000Z'],
    ['2099-12-31 12:00:00', 'UTC', '2099-12-31T12:00:00.000Z'],
    ['2026-01-05', 'America/New_York', '2026-01-05T17:00:00.000Z'],
  ])('%s in %s is %s', (cell, zone, at) => {
    expect(read(cell, zone)).toMatchObject({ at, asks: [] });
  });

  it('of an hour that is left out is read by the clock of before', () => {
    expect(read('2026-03-08 01:59:59', 'America/New_York').at).toBe('2026-03-08T06:59:59.000Z');
    expect(read('2026-03-08 02:30:00', 'America/New_York').at).toBe('2026-03-08T07:30:00.000Z');
    expect(read('2026-03-08 03:00:00', 'America/New_York').at).toBe('2026-03-08T07:00:00.000Z');
  });

  it('of an hour that comes twice is in the first of them', () => {
    expect(read('2026-11-01 01:00:00', 'America/New_York').at).toBe('2026-11-01T05:00:00.000Z');
    expect(read('2026-11-01 01:59:59', 'America/New_York').at).toBe('2026-11-01T05:59:59.000Z');
    expect(read('2026-11-01 02:00:00', 'America/New_York').at).toBe('2026-11-01T07:00:00.000Z');
  });

  it('asks for what the file leaves open, and is written the same whatever the answer', () => {
    expect(read('03/04/2026 10:00', null).asks).toEqual(['timeZone', 'dateOrder']);
    expect(read('03/04/2026 10:00', 'Asia/Tokyo', 'dmy')).toEqual({
      at: '2026-04-03T01:00:00.000Z',
      precision: 'minute',
      written: '2026-04-03T10:00:00.000',
      asks: [],
    });
    expect(read('03/04/2026 10:00', 'UTC', 'dmy').written).toBe('2026-04-03T10:00:00.000');
    expect(read('2026-02-11 06:34:46Z', null)).toMatchObject({ at: '2026-02-11T06:34:46.000Z', asks: [] });
  });
});
