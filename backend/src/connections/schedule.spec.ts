import { nextRunAt, retryAt } from './schedule.js';

const AT = { time: '06:00', timeZone: 'America/New_York' } as const;
const id = (n: number) => `0198c0de-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;

describe('the next run', () => {
  it.each([
    ['before it on the same day', '2026-01-05T10:00:00Z', '2026-01-05T11:00:00Z'],
    ['after it', '2026-01-05T13:30:00Z', '2026-01-06T11:00:00Z'],
    ['in summer', '2026-07-05T03:00:00Z', '2026-07-05T10:00:00Z'],
    ['over the change of the clocks', '2026-03-07T14:00:00Z', '2026-03-08T10:00:00Z'],
  ])('is within two hours of when the day is complete: %s', (_case, now, from) => {
    for (let n = 0; n < 50; n += 1) {
      const at = nextRunAt(AT, id(n), Date.parse(now)).getTime();
      expect(at).toBeGreaterThan(Date.parse(now));
      expect(at - Date.parse(from)).toBeGreaterThanOrEqual(0);
      expect(at - Date.parse(from)).toBeLessThan(2 * 3_600_000);
    }
  });

  it('is at the same time each day for one, and at others for others', () => {
    const of = (n: number, day: number) => nextRunAt(AT, id(n), Date.parse(`2026-01-0${day}T20:00:00Z`)).getTime();
    expect(of(1, 3) - of(1, 2)).toBe(86_400_000);
    expect(new Set(Array.from({ length: 20 }, (_, n) => of(n, 2))).size).toBeGreaterThan(15);
  });
});

it('comes later after each failure, when the broker says, and within a day', () => {
  const after = (failures: number, seconds?: number) => retryAt(failures, seconds, 0).getTime() / 60_000;
  expect([after(1), after(2), after(9), after(1, 600), after(1, 5), after(1, 1e9)]).toEqual([
    15, 30, 1440, 10, 1, 1440,
  ]);
});
