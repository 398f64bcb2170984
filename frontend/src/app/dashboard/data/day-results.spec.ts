import { someDay } from '../testing/some-days';
import { dayResultsOf } from './day-results';

test('days are counted by what they came to, and those without trades are not', () => {
  const results = dayResultsOf([
    someDay('2026-01-05', '10'),
    someDay('2026-01-06', '-3'),
    // A partial exit: nothing closed, something realized.
    someDay('2026-01-07', '0.1', 0),
    someDay('2026-01-08', '0', 1),
    // A deposit.
    someDay('2026-01-09', '0', 0),
  ]);
  expect(results).toMatchObject({ winRate: '0.5', up: 2, down: 1, flat: 1 });
  expect([results.best?.day, results.worst?.day]).toEqual(['2026-01-05', '2026-01-06']);
});

test('one day is the best and not the worst as well, and without days there is no rate', () => {
  expect(dayResultsOf([someDay('2026-01-05', '-10')])).toMatchObject({
    winRate: '0',
    best: { day: '2026-01-05' },
    worst: undefined,
  });
  expect(dayResultsOf([])).toMatchObject({ winRate: null, best: undefined });
});
