import { parseInstant, secondsBetween } from './instant.js';

describe('a moment', () => {
  it.each([
    ['2026-01-05T14:30:00.000Z', '2026-01-05T14:30:00.000Z'],
    ['2026-01-05T14:30:00.1Z', '2026-01-05T14:30:00.100Z'],
    ['2026-01-05T14:30:00Z', '2026-01-05T14:30:00.000Z'],
    ['2026-01-05T14:30Z', '2026-01-05T14:30:00.000Z'],
    ['2026-01-05T09:30:00-05:00', '2026-01-05T14:30:00.000Z'],
    ['2026-01-05T23:30:00+14:00', '2026-01-05T09:30:00.000Z'],
    ['2026-12-31T23:59:59.999-00:01', '2027-01-01T00:00:59.999Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['2099-12-31T23:59:59.999Z', '2099-12-31T23:59:59.999Z'],
  ])('%s is kept as %s', (input, kept) => expect(parseInstant(input)).toBe(kept));

  it.each([
    ['a day that is not', '2026-02-31T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['29 February of 2100', '2100-02-29T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['month 0', '2026-00-10T00:00:00Z'],
    ['hour 24', '2026-01-05T24:00:00Z'],
    ['minute 60', '2026-01-05T10:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['more than milliseconds', '2026-01-05T14:30:00.0001Z'],
    ['the end of time', '+275760-09-13T00:00:00.000Z'],
    ['a year of five digits', '12026-01-05T14:30:00Z'],
    ['a moment before 1970', '1969-12-31T23:59:59.999Z'],
    ['a moment that its offset puts before 1970', '1970-01-01T00:00:00+01:00'],
    ['a moment after 2099', '2100-01-01T00:00:00Z'],
    ['a moment that its offset puts after 2099', '2099-12-31T23:59:59-01:00'],
    ['the year 0', '0000-01-01T00:00:00Z'],
    ['no offset', '2026-01-05T14:30:00'],
    ['an offset of 24 hours', '2026-01-05T14:30:00+24:00'],
    ['an offset without a colon', '2026-01-05T14:30:00+0500'],
    ['a day alone', '2026-01-05'],
    ['a space for the T', '2026-01-05 14:30:00Z'],
    ['small letters', '2026-01-05t14:30:00z'],
    ['spaces around', ' 2026-01-05T14:30:00Z'],
    ['a line end', '2026-01-05T14:30:00Z\n'],
    ['full-width digits', '２０２６-01-05T14:30:00Z'],
    ['a timestamp', '1767623400000'],
    ['words', 'yesterday'],
    ['nothing', ''],
  ])('is not %s', (_name, input) => expect(parseInstant(input)).toBeNull());
});

it('measures in whole seconds', () => {
  const [from, to] = [parseInstant('2026-03-08T06:59:59.000Z')!, parseInstant('2026-03-08T07:00:00.600Z')!];
  expect(secondsBetween(from, to)).toBe(2);
  expect(secondsBetween(from, from)).toBe(0);
});
