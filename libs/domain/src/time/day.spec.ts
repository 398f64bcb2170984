import fc from 'fast-check';
import { calendarOf, mondayOf, monthOf, nextDay, parseDay, parseTimeZone, weekdayOf } from './day.js';
import type { Day } from './day.js';
import { parseInstant, secondsBetween, toInstant } from './instant.js';

const moment = (text: string) => parseInstant(text)!;
const dayOf = (timeZone: string, at: string) => calendarOf(timeZone).dayOf(moment(at));
const startOf = (timeZone: string, day: string) => calendarOf(timeZone).startOf(day as Day);

describe('the day of a moment', () => {
  it.each([
    ['America/New_York', '2026-01-05T04:59:59.999Z', '2026-01-04'],
    ['America/New_York', '2026-01-05T05:00:00Z', '2026-01-05'],
    ['America/New_York', '2026-07-06T03:59:59.999Z', '2026-07-05'],
    ['America/New_York', '2026-07-06T04:00:00Z', '2026-07-06'],
    ['UTC', '2026-01-05T23:59:59.999Z', '2026-01-05'],
    ['Asia/Tokyo', '2026-01-05T15:00:00Z', '2026-01-06'],
    ['Pacific/Kiritimati', '2026-01-05T10:00:00Z', '2026-01-06'],
    ['Pacific/Pago_Pago', '2026-01-05T10:59:59.999Z', '2026-01-04'],
    ['Asia/Kathmandu', '2026-01-04T18:14:59.999Z', '2026-01-04'],
    ['Asia/Kathmandu', '2026-01-04T18:15:00Z', '2026-01-05'],
    ['America/New_York', '2026-01-01T02:00:00Z', '2025-12-31'],
  ])('in %s at %s is %s', (timeZone, at, day) => expect(dayOf(timeZone, at)).toBe(day));
});

describe('the hour of a moment', () => {
  it.each([
    ['America/New_York', '2026-01-05T04:59:59.999Z', 23],
    ['America/New_York', '2026-01-05T05:00:00Z', 0],
    ['America/New_York', '2026-01-05T14:30:00Z', 9],
    ['America/New_York', '2026-07-06T13:30:00Z', 9],
    // The clocks went from 02:00 to 03:00.
    ['America/New_York', '2026-03-08T06:59:59.999Z', 1],
    ['America/New_York', '2026-03-08T07:00:00Z', 3],
    // They went from 02:00 back to 01:00, which came twice.
    ['America/New_York', '2026-11-01T05:30:00Z', 1],
    ['America/New_York', '2026-11-01T06:30:00Z', 1],
    ['America/New_York', '2026-11-01T07:00:00Z', 2],
    // They go forth and back by half an hour.
    ['Australia/Lord_Howe', '2026-04-04T14:59:59.999Z', 1],
    ['Australia/Lord_Howe', '2026-04-04T15:29:59.999Z', 1],
    ['Australia/Lord_Howe', '2026-04-04T15:30:00Z', 2],
    ['Asia/Kathmandu', '2026-01-04T18:14:59.999Z', 23],
    ['Asia/Kathmandu', '2026-01-04T18:15:00Z', 0],
    ['UTC', '2026-01-05T12:00:00Z', 12],
  ])('in %s at %s is %i', (timeZone, at, hour) => expect(calendarOf(timeZone).hourOf(moment(at))).toBe(hour));
});

it.each([
  ['2026-01-05', 1],
  ['2026-01-06', 2],
  ['2026-01-10', 6],
  ['2026-01-11', 7],
  ['2024-02-29', 4],
  ['1970-01-01', 4],
])('%s is weekday %i', (day, weekday) => expect(weekdayOf(day as Day)).toBe(weekday));

it('knows the month of a day', () => expect(monthOf('2026-12-31' as Day)).toBe('2026-12'));

describe('the start of a day', () => {
  it.each([
    ['America/New_York', '2026-01-05', '2026-01-05T05:00:00.000Z'],
    ['America/New_York', '2026-07-06', '2026-07-06T04:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-01-05', '2026-01-04T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-01-05', '2026-01-05T11:00:00.000Z'],
    ['Etc/GMT+12', '2026-01-05', '2026-01-05T12:00:00.000Z'],
    // The clocks went from midnight to 01:00.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    ['Africa/Cairo', '2023-04-28', '2023-04-27T22:00:00.000Z'],
    // They went from midnight back to 23:00 of the day before.
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
  ])('in %s, %s, is %s', (timeZone, day, at) => expect(startOf(timeZone, day)).toBe(at));

  it.each([
    ['2026-03-08', 23],
    ['2026-11-01', 25],
    ['2026-03-07', 24],
    ['2026-03-09', 24],
  ])('of %s in New York comes before a day of %i hours', (day, hours) => {
    const next = startOf('America/New_York', nextDay(day as Day));
    expect(secondsBetween(startOf('America/New_York', day), next)).toBe(hours * 3600);
  });

  // 1993 begins after the last day that a zone of this list left out.
  const zones = [
    'America/New_York',
    'America/Sao_Paulo',
    'Africa/Cairo',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Europe/London',
    'Asia/Beirut',
    'UTC',
  ];
  const days = fc
    .date({ min: new Date('1996-01-01'), max: new Date('2098-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10) as Day);

  it('is the first moment of its day', () =>
    fc.assert(
      fc.property(fc.constantFrom(...zones), days, (timeZone, day) => {
        const start = startOf(timeZone, day);
        const justBefore = toInstant(new Date(Date.parse(start) - 1));
        expect(calendarOf(timeZone).dayOf(start)).toBe(day);
        expect(calendarOf(timeZone).dayOf(justBefore) < day).toBe(true);
      }),
      { numRuns: 300 },
    ));
});

describe('the clock of a time zone', () => {
  const moments = fc
    .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map(toInstant);
  const zones = Intl.supportedValuesOf('timeZone');

  it('tells the day and the hour of any moment, in any zone', () =>
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.array(moments, { minLength: 50 }), (timeZone, some) => {
        const calendar = calendarOf(timeZone);
        for (const at of some) {
          const time = Date.parse(at);
          const { offset } = calendar.clock().findLast(({ from }) => from <= time)!;
          const wall = new Date(time + offset).toISOString();
          expect([wall.slice(0, 10), Number(wall.slice(11, 13))]).toEqual([calendar.dayOf(at), calendar.hourOf(at)]);
        }
      }),
    ));

  it('knows of two changes within eight days', () => {
    const changes = calendarOf('America/Recife')
      .clock()
      .map(({ from }) => new Date(from).toISOString());
    expect(changes).toEqual(expect.arrayContaining(['2000-10-08T03:00:00.000Z', '2000-10-15T02:00:00.000Z']));
  });
});

describe('a day as typed', () => {
  it.each(['1970-01-01', '2024-02-29', '2026-12-31', '2099-12-31'])('%s is one', (day) =>
    expect(parseDay(day)).toBe(day),
  );

  it.each([
    '2026-02-31',
    '2026-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-1-5',
    '1969-12-31',
    '2100-01-01',
    '+275760-09-13',
    '2026-01-05T00:00:00Z',
    ' 2026-01-05',
    '２０２６-01-05',
    '',
  ])('%j is not one', (day) => expect(parseDay(day)).toBeNull());
});

it.each([
  ['2026-01-31', '2026-02-01'],
  ['2026-12-31', '2027-01-01'],
  ['2024-02-28', '2024-02-29'],
  ['2026-03-07', '2026-03-08'],
])('the day after %s is %s', (day, next) => expect(nextDay(day as Day)).toBe(next));

describe('a time zone', () => {
  it.each(['America/New_York', 'Europe/London', 'UTC'])('%s is known', (name) =>
    expect(parseTimeZone(name)).toBe(name),
  );

  it.each(['US/Eastern', 'Asia/Kolkata', 'Asia/Calcutta', 'Europe/Kyiv', 'EST5EDT', 'Etc/UTC', '+05:30'])(
    '%s keeps the name that it was chosen by, though others mean the same',
    (name) => expect(parseTimeZone(name)).toBe(name),
  );

  it('is one calendar however it is written, so that nobody can have many made', () =>
    expect(calendarOf('us/EASTERN')).toBe(calendarOf('US/Eastern')));

  it('is found whatever the letters', () => expect(parseTimeZone('america/new_york')).toBe('America/New_York'));

  it.each(['Mars/Olympus', '', 'New York', '../etc/passwd', '__proto__'])('%j is not one', (name) =>
    expect(parseTimeZone(name)).toBeNull(),
  );
});

it.each([
  ['2026-03-02', '2026-03-02'],
  ['2026-03-08', '2026-03-02'],
  ['2026-03-09', '2026-03-09'],
  ['2027-01-01', '2026-12-28'],
])('the week of %s begins on %s', (day, monday) => expect(mondayOf(day as Day)).toBe(monday));

it.each(['Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'Africa/Monrovia', 'America/New_York'])(
  'the day of a moment around midnight is the same whatever was asked before, in %s',
  (timeZone) => {
    const calendar = calendarOf(timeZone);
    const onTheWall = new Intl.DateTimeFormat('sv-SE', { timeZone });
    for (const year of [1971, 1978, 1981, 2026])
      for (let minute = -45; minute < 24 * 60; minute += 7) {
        const at = new Date(Date.UTC(year, 2, 8, 0, minute, 29));
        expect(calendar.dayOf(toInstant(at))).toBe(onTheWall.format(at));
      }
  },
);
