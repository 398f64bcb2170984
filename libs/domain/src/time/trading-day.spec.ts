import fc from 'fast-check';
import type { Day } from './day.js';
import { nextDay } from './day.js';
import type { Instant } from './instant.js';
import { parseInstant, toInstant } from './instant.js';
import { SESSION_CALENDAR, tradingDaysOf, usualTradingDay } from './trading-day.js';

const moment = (text: string) => parseInstant(text) as Instant;

describe('the day of a futures session', () => {
  it.each([
    ['an evening in winter', '2026-11-23T18:30:00-06:00', '2026-11-24'],
    ['the last moment of a session', '2026-11-23T16:59:59.999-06:00', '2026-11-23'],
    ['the first moment of the next', '2026-11-23T17:00:00-06:00', '2026-11-24'],
    ['an evening in summer', '2026-07-01T17:00:00-05:00', '2026-07-02'],
    ['the afternoon before it', '2026-07-01T16:59:00-05:00', '2026-07-01'],
    ['Sunday evening, which begins Monday', '2026-11-22T17:00:00-06:00', '2026-11-23'],
    ['the night in which the clocks go forward', '2026-03-08T01:59:00-06:00', '2026-03-08'],
    ['the evening after that night', '2026-03-08T17:00:00-05:00', '2026-03-09'],
    ['the evening before that night', '2026-03-07T17:00:00-06:00', '2026-03-08'],
    ['the night in which they go back', '2026-11-01T01:30:00-06:00', '2026-11-01'],
    ['the evening after it', '2026-11-01T17:00:00-06:00', '2026-11-02'],
    ['New Year’s Eve', '2025-12-31T17:00:00-06:00', '2026-01-01'],
  ])('of %s (%s) is %s', (_when, at, day) => expect(SESSION_CALENDAR.dayOf(moment(at))).toBe(day));

  it('begins at 17:00 on the wall in Chicago the day before, and ends where the next begins', () => {
    const wall = new Intl.DateTimeFormat('sv', { timeZone: 'America/Chicago', dateStyle: 'short', timeStyle: 'short' });
    const somewhen = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(somewhen, (date) => {
        const day = SESSION_CALENDAR.dayOf(toInstant(date));
        const [start, end] = [SESSION_CALENDAR.startOf(day), SESSION_CALENDAR.startOf(nextDay(day))];
        expect(start <= toInstant(date) && toInstant(date) < end).toBe(true);
        const [dayBefore, clock] = wall.format(new Date(start)).split(' ');
        expect([nextDay(dayBefore as Day), clock]).toEqual([day, '17:00']);
        const { offset } = SESSION_CALENDAR.clock().findLast(({ from }) => from <= date.getTime())!;
        expect(new Date(date.getTime() + offset).toISOString().slice(0, 10)).toBe(day);
      }),
    );
  });
});

describe('trading days', () => {
  const days = tradingDaysOf({ timeZone: 'America/New_York', sessionAccounts: ['futures'] });
  const at = moment('2026-11-23T18:30:00-06:00');

  it('are those of the account', () => {
    expect(days.dayOf({ at, accountId: 'futures' })).toBe('2026-11-24');
    expect(days.dayOf({ at, accountId: 'stocks' })).toBe('2026-11-23');
    expect(days.dayOf({ at, accountId: null })).toBe('2026-11-23');
  });

  it('have hours by the clock of the member, whatever the account', () =>
    expect(days.hourOf({ at, accountId: 'futures' })).toBe(19));

  it.each([
    ['TopstepX', 'session'],
    [' tradovate ', 'session'],
    ['NinjaTrader', 'session'],
    ['Webull', 'midnight'],
    ['', 'midnight'],
  ])('at %s are usually by %s', (platform, tradingDay) => expect(usualTradingDay(platform)).toBe(tradingDay));
});
