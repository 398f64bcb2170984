import { recordingAt } from '../../testing/recording-at.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import type { Browser } from '../../testing/browser.js';

let app: TestApp;
let member: Browser;

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
});
afterAll(() => app.close());

async function add(hour: string): Promise<string> {
  const entry = { quantity: '1', entryPrice: '100', entryAt: '2026-01-05T14:00:00Z' };
  const exit = { exitPrice: '101', exitAt: `2026-01-05T${hour}:00Z` };
  const body = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', ...entry, ...exit, tags: ['gap'] };
  const { status, body: answer } = await member.send('POST', '/api/user/trades', body);
  expect(status).toBe(201);
  return (answer as { id: string }).id;
}

const GRAINS = ['all', 'day', 'month', 'week', 'weekday 1', 'year', 'year'];
const nets = () => app.sql('SELECT grain, net FROM day_stats UNION ALL SELECT grain, net FROM setup_stats ORDER BY 1');
const each = (net: string) => GRAINS.map((grain) => ({ grain, net }));

describe('the buckets of a day and of a week, and those that they make up', () => {
  // What only joins on leaves a mark where it stands; what is made anew wipes it out.
  const mark = () =>
    app.sql('WITH days AS (UPDATE day_stats SET net = net + 1000) UPDATE setup_stats SET net = net + 1000');

  it('grow by what comes last in them, and are made anew by what comes in between, is changed or removed', async () => {
    await add('15:00');
    const second = await add('17:00');
    expect(await nets()).toEqual(each('2'));

    await mark();
    await add('18:00');
    expect(await nets()).toEqual(each('1003'));

    await add('16:00');
    expect(await nets()).toEqual(each('4'));

    await mark();
    await member.send('PATCH', `/api/user/trades/${second}`, { exitPrice: '105' }, { 'If-Match': '"1"' });
    expect(await nets()).toEqual(each('8'));

    await mark();
    await member.send('DELETE', `/api/user/trades/${second}`, undefined, { 'If-Match': '"2"' });
    expect(await nets()).toEqual(each('3'));
  });

  it('are made anew where they do not know their last item', async () => {
    await app.sql(`UPDATE day_stats SET rest = rest - 'last', net = net + 1000`);
    await app.sql(`UPDATE setup_stats SET rest = rest - 'last', net = net + 1000`);
    await add('19:00');
    expect(await nets()).toEqual(each('4'));
  });
});

describe('the month under way', () => {
  const write = (day: string) => recordingAt(app, () => Date.parse(`${day}T12:00:00Z`));
  const finest = (net: string) => ['day', 'week'].map((grain) => ({ grain, net }));
  let other: Browser;
  beforeAll(async () => {
    await app.close();
    app = await startTestApp();
    write('2026-01-20');
    [member, other] = [await app.signIn('one'), await app.signIn('two')];
  });
  afterEach(async () => expect(await app.audit()).toEqual([]));

  it('is in days and weeks alone, until anything is written in another one', async () => {
    await add('15:00');
    await add('16:00');
    expect(await nets()).toEqual(finest('2'));
    write('2026-01-31');
    await add('15:30');
    expect(await nets()).toEqual(finest('3'));
    write('2026-02-01');
    expect(await member.send('PUT', '/api/user/days/2026-02-01/note', { notes: 'A new month.' })).toMatchObject({
      status: 200,
    });
    expect(await nets()).toEqual(each('3'));
    await add('15:45');
    expect(await nets()).toEqual(each('4'));
  });

  it('leaves a week that goes on in the next month to that one', async () => {
    const body = {
      symbol: 'AAPL',
      assetType: 'stock',
      direction: 'LONG',
      quantity: '1',
      entryPrice: '100',
      tags: ['gap'],
    };
    const times = { entryAt: '2026-04-29T14:00:00Z', exitAt: '2026-04-29T15:00:00Z' };
    write('2026-04-30');
    await other.send('POST', '/api/user/trades', { ...body, ...times, exitPrice: '101' });
    const grains = async () =>
      (
        await app.sql<{ grain: string }>(
          'SELECT s.grain FROM setup_stats s JOIN identity USING (user_id) WHERE user_id = $1 ORDER BY 1',
          [await other.userId()],
        )
      ).map(({ grain }) => grain);
    write('2026-05-02');
    await other.send('PUT', '/api/user/days/2026-05-02/note', { notes: 'May.' });
    expect(await grains()).toEqual(['week']);
    write('2026-06-01');
    await other.send('PUT', '/api/user/days/2026-06-01/note', { notes: 'June.' });
    expect(await grains()).toEqual(['all', 'week', 'year']);
  });
});
