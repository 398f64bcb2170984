import type { Instant } from '@singularity/domain';
import { aScaledTrade, aTrade } from '../../testing/samples';
import { priceWindowOf } from './price-window';

const at = (text: string) => text as Instant;

test('a trade of today is seen from half its time before to half its time after', () => {
  expect(priceWindowOf(aTrade(), at('2026-01-06T15:00:00.000Z'))).toEqual({
    from: '2026-01-05T11:45:00.000Z',
    to: '2026-01-05T22:45:00.000Z',
  });
});

test('a quick one has an hour on either side, but no future', () => {
  const quick = aTrade({ exitAt: '2026-01-05T14:32:00.000Z' });
  expect(priceWindowOf(quick, at('2026-01-05T14:50:00.000Z'))).toEqual({
    from: '2026-01-05T13:30:00.000Z',
    to: '2026-01-05T15:00:00.000Z',
  });
});

test('an open one goes on until now', () => {
  expect(priceWindowOf(aScaledTrade(), at('2026-01-07T14:30:00.000Z'))).toEqual({
    from: '2026-01-04T14:30:00.000Z',
    to: '2026-01-07T14:45:00.000Z',
  });
});

test('where days are the finest that there is, a month on either side makes a picture', () => {
  expect(priceWindowOf(aTrade(), at('2026-11-25T15:00:00.000Z'))).toEqual({
    from: '2025-12-06T14:30:00.000Z',
    to: '2026-02-04T20:15:00.000Z',
  });
});

test('what is to happen still has a beginning before its end', () => {
  const { from, to } = priceWindowOf(aTrade(), at('2026-01-01T00:00:00.000Z'));
  expect(from < to).toBe(true);
});
