import fc from 'fast-check';
import { plusDays } from '../time/day.js';
import type { Day } from '../time/day.js';
import { dayOfStream, dayStreamId } from './day-stream.js';

it('names the stream of a day by the day', () =>
  expect(dayStreamId('2026-11-23' as Day)).toBe('00000000-0000-8000-8000-000020261123'));

it('is read back, whatever day it is', () =>
  fc.assert(
    fc.property(fc.nat(47_000), (days) => {
      const day = plusDays('1970-01-01' as Day, days);
      expect(dayOfStream(dayStreamId(day))).toBe(day);
    }),
  ));

it.each([
  '00000000-0000-8000-8000-000020261323',
  '00000000-0000-8000-8000-000020260230',
  '00000000-0000-8000-8000-000018991231',
  '0198c0de-0000-7000-8000-000020261123',
  '00000000-0000-8000-8000-0000202611234',
  '',
])('finds no day in %j', (id) => expect(dayOfStream(id)).toBeNull());
