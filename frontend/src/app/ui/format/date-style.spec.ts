import { dateStyleOf } from './date-style';

const AUTOMATIC = { dateFormat: 'automatic', clock: 'automatic', weekStart: 'automatic' } as const;

test.each([
  ['en-US', 'us', '12-hour', 'sunday'],
  ['en-GB', 'european', '24-hour', 'monday'],
  ['de-CH', 'european', '24-hour', 'monday'],
  ['sv-SE', 'iso', '24-hour', 'monday'],
  ['ja-JP', 'iso', '24-hour', 'sunday'],
  ['en-AU', 'european', '12-hour', 'monday'],
  ['en-US@posix', 'us', '12-hour', 'sunday'],
])('left to a browser in %s: %s, %s and weeks from %s', (language, dateFormat, clock, weekStart) => {
  expect(dateStyleOf(AUTOMATIC, language)).toEqual({ dateFormat, clock, weekStart });
});

test('what is chosen goes before what the browser says', () => {
  const chosen = { dateFormat: 'iso', clock: '24-hour', weekStart: 'monday' } as const;
  expect(dateStyleOf(chosen, 'en-US')).toEqual(chosen);
});
