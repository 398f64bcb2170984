import { isDay, windowsToAsk, withDays } from './days.js';

const BROKER = { windowDays: 10, overlapDays: 3, reachDays: 50 };
const spans = (...of: Parameters<typeof windowsToAsk>) =>
  windowsToAsk(...of).map(({ from, to, isLast }) => `${from} ${to}${isLast ? ' last' : ''}`);

it('asks about all days at first, newest first, as far back as the broker knows', () => {
  expect(spans(BROKER, '2026-03-01', null, '2026-03-15')).toEqual([
    '2026-03-06 2026-03-15 last',
    '2026-03-01 2026-03-05',
  ]);
  expect(spans(BROKER, '2020-01-01', null, '2026-03-15').at(-1)).toBe('2026-01-24 2026-01-24');
});

it('asks about new days then, and those that may change', () => {
  const taken = { from: '2026-03-01', to: '2026-03-14' };
  expect(spans(BROKER, '2026-03-01', taken, '2026-03-15')).toEqual(['2026-03-11 2026-03-15 last']);
  expect(spans(BROKER, '2026-02-27', taken, '2026-03-15')).toEqual([
    '2026-03-11 2026-03-15 last',
    '2026-02-27 2026-02-28',
  ]);
});

it('asks about today where its clock was put back', () => {
  const taken = { from: '2026-03-01', to: '2026-03-30' };
  expect(spans(BROKER, '2026-03-01', taken, '2026-03-15')).toEqual(['2026-03-15 2026-03-15 last']);
});

it('takes days that meet those it has, and leaves no gap', () => {
  const taken = { from: '2026-03-10', to: '2026-03-20' };
  expect(withDays(null, taken)).toEqual(taken);
  expect(withDays(taken, { from: '2026-03-21', to: '2026-03-25' })).toEqual({ from: '2026-03-10', to: '2026-03-25' });
  expect(withDays(taken, { from: '2026-03-01', to: '2026-03-09' })).toEqual({ from: '2026-03-01', to: '2026-03-20' });
  expect(withDays(taken, { from: '2026-03-12', to: '2026-03-13' })).toEqual(taken);
  expect(withDays(taken, { from: '2026-03-22', to: '2026-03-25' })).toEqual(taken);
  expect(withDays(taken, { from: '2026-03-01', to: '2026-03-08' })).toEqual(taken);
});

it.each([
  ['2026-02-28', true],
  ['2026-02-30', false],
  ['28.2.2026', false],
  ['', false],
])('knows a day: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});
