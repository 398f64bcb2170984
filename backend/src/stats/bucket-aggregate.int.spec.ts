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
