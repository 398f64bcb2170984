import { DEFAULT_PREFERENCES } from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

const PATH = '/api/user/preferences';
const ACCOUNT = '0198c0de-0000-7000-8000-000000000001';

let app: TestApp;
let one: Browser;
let two: Browser;

beforeAll(async () => {
  app = await startTestApp();
  [one, two] = [await app.signIn('one'), await app.signIn('two')];
});
afterAll(() => app.close());
afterEach(async () => expect(await app.audit()).toEqual([]));

const all = {
  density: 'compact',
  palette: 'colour-blind',
  currencyDisplay: 'code',
  dateFormat: 'iso',
  clock: '24-hour',
  weekStart: 'sunday',
  calendarDays: 'weekdays',
  feePresets: { [ACCOUNT]: '1.30', '0198C0DE-0000-7000-8000-00000000000A': '-0.25' },
  platforms: ['Own broker'],
  tradeColumns: [{ name: 'symbol', width: 120 }, { name: 'netPnl' }],
  tradeViews: [
    { name: 'Losers', search: 'result=loss&sort=netPnl', period: 'This week', columns: [{ name: 'netPnl' }] },
    { name: 'All', search: 'sort=date', columns: null },
  ],
};

it('are the defaults for a new member', async () => {
  expect(await one.get(PATH)).toMatchObject({ status: 200, body: DEFAULT_PREFERENCES });
});

it('are kept as they were put, decimals and ids in canonical form, and are nobody else’s', async () => {
  const kept = {
    ...all,
    feePresets: { [ACCOUNT]: '1.3', '0198c0de-0000-7000-8000-00000000000a': '-0.25' },
  };
  const put = await one.send('PUT', PATH, all);
  expect([put.status, put.body]).toEqual([200, kept]);
  expect((await one.get(PATH)).body).toEqual(kept);
  expect((await two.get(PATH)).body).toEqual(DEFAULT_PREFERENCES);
});

it('are replaced whole: what is left out is as for a new member', async () => {
  await one.send('PUT', PATH, all);
  expect((await one.send('PUT', PATH, { density: 'compact' })).status).toBe(200);
  expect((await one.get(PATH)).body).toEqual({ ...DEFAULT_PREFERENCES, density: 'compact' });
});

it('are no events', async () => {
  const events = 'SELECT count(*)::integer AS events FROM event';
  const before = await app.sql(events);
  await one.send('PUT', PATH, all);
  expect(await app.sql(events)).toEqual(before);
});

it.each([
  ['density', { density: 'airy' }],
  ['palette', { palette: ['classic'] }],
  ['currencyDisplay', { currencyDisplay: null }],
  ['dateFormat', { dateFormat: 'mdy' }],
  ['clock', { clock: 12 }],
  ['weekStart', { weekStart: 'saturday' }],
  ['calendarDays', { calendarDays: null }],
  ['feePresets', { feePresets: { [ACCOUNT]: '1e400' } }],
  ['feePresets', { feePresets: { [ACCOUNT]: 1.3 } }],
  ['feePresets', { feePresets: { Tradier: '1' } }],
  ['feePresets', { feePresets: [] }],
  ['feePresets', { feePresets: null }],
  ['platforms', { platforms: ['x'.repeat(41)] }],
  ['platforms', { platforms: ['Same', 'Same'] }],
  ['platforms', { platforms: 'Own' }],
  ['platforms', { platforms: ['\ud800'] }],
  ['tradeColumns', { tradeColumns: 'symbol' }],
  ['tradeColumns', { tradeColumns: [{ name: 'symbol' }, { name: 'symbol' }] }],
  ['tradeColumns', { tradeColumns: [[]] }],
  ['tradeColumns', { tradeColumns: [[{ name: 'symbol' }]] }],
  ['tradeColumns.0', { tradeColumns: ['symbol'] }],
  ['tradeColumns.0', { tradeColumns: [null] }],
  ['tradeColumns.0.name', { tradeColumns: [{ name: '' }] }],
  ['tradeColumns.1.width', { tradeColumns: [{ name: 'symbol' }, { name: 'netPnl', width: 1.5 }] }],
  ['tradeColumns.0.colour', { tradeColumns: [{ name: 'symbol', colour: 'red' }] }],
  ['tradeViews', { tradeViews: null }],
  ['tradeViews', { tradeViews: [[]] }],
  ['tradeViews', { tradeViews: ['a', 'a'].map((name) => ({ name, search: 's', columns: null })) }],
  ['tradeViews', { tradeViews: Array.from({ length: 21 }, (_, name) => ({ name: `${name}`, search: 's' })) }],
  ['tradeViews.0.search', { tradeViews: [{ name: 'a', columns: null }] }],
  ['tradeViews.0.name', { tradeViews: [{ name: ' ', search: 's', columns: null }] }],
  ['tradeViews.0.columns.0.width', { tradeViews: [{ name: 'a', search: 's', columns: [{ name: 'b', width: 1 }] }] }],
  ['sound', { sound: 'loud' }],
])('are refused with the field at fault: %s of %j', async (field, body) => {
  await one.send('PUT', PATH, { density: 'compact' });
  const refused = await one.send('PUT', PATH, body);
  expect(refused.status).toBe(422);
  expect((refused.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
  expect((await one.get(PATH)).body).toEqual({ ...DEFAULT_PREFERENCES, density: 'compact' });
});

it('are at most 16 KiB', async () => {
  const platforms = Array.from({ length: 50 }, (_, index) => `${index}`.padEnd(40, '€'));
  const feePresets = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`0198c0de-0000-7000-8000-${String(index).padStart(12, '0')}`, '1']),
  );
  const tradeColumns = Array.from({ length: 60 }, (_, index) => ({ name: `${index}`.padEnd(40, '€') }));
  expect((await one.send('PUT', PATH, { platforms, feePresets })).status).toBe(200);
  expect((await one.send('PUT', PATH, { platforms, feePresets, tradeColumns })).status).toBe(413);
});

it('are put once under an idempotency key: asked again, the first answer comes again and changes nothing', async () => {
  const key = { 'Idempotency-Key': 'preferences' };
  const first = await one.send('PUT', PATH, all, key);
  await one.send('PUT', PATH, {});
  expect(await one.send('PUT', PATH, all, key)).toMatchObject({ status: 200, body: first.body });
  expect((await one.get(PATH)).body).toEqual(DEFAULT_PREFERENCES);
  expect(await one.send('PUT', PATH, { density: 'compact' }, key)).toMatchObject({
    status: 422,
    body: { type: '/problems/idempotency-key-reused' },
  });
});
