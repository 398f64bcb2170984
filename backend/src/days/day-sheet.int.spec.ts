import type { AccountCommandAnswer, DaySheetAnswer, TradeCommandAnswer } from '@singularity/contract';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';

let app: TestApp;
let member: Browser;
let session: string;

const fill = (type: 'open' | 'close', at: string, price: string, more = {}) => ({
  ...{ type, at: `2026-11-${at}:00Z`, quantity: '1', price, ...more },
});

async function added(symbol: string, executions: readonly object[], more = {}): Promise<string> {
  const assetType = symbol === 'MNQ' ? 'future' : 'stock';
  const body = { symbol, assetType, direction: 'LONG', executions, ...more };
  const { status, text, body: answer } = await member.send('POST', '/api/user/trades', body);
  if (status !== 201) throw new Error(text);
  return (answer as TradeCommandAnswer).id;
}

async function sheet(day: string, query = ''): Promise<DaySheetAnswer> {
  const { status, text, body } = await member.get(`/api/user/days/${day}?${query}`);
  if (status !== 200) throw new Error(text);
  return body as DaySheetAnswer;
}

const told = ({ fills }: DaySheetAnswer) =>
  fills.map(({ symbol, type, at, realizedNet }) => [symbol, type, at, realizedNet]);

beforeAll(async () => {
  app = await startTestApp();
  member = await app.signIn('one');
  const account = { platform: 'TopstepX', name: 'Combine', startingBalance: '50000', currency: 'USD' };
  session = ((await member.send('POST', '/api/user/accounts', account)).body as AccountCommandAnswer).id;
  await added(
    'SWING',
    [fill('open', '19T15:00', '100', { quantity: '2', fees: '1' }), fill('close', '23T16:00', '150')],
    {
      tags: ['swing'],
    },
  );
  await added('SCALP', [fill('open', '23T15:00', '10'), fill('close', '23T15:00', '8')]);
  // 18:30 in Chicago: of the next session.
  await added('MNQ', [fill('open', '24T00:30', '20000'), fill('close', '24T00:40', '20001')], {
    accountId: session,
  });
  await added('LATER', [fill('open', '30T15:00', '10')]);
});
afterEach(async () => expect(await app.audit()).toEqual([]));
afterAll(() => app.close());

describe('a day', () => {
  it('has its fills in the order in which they count, with what each made real', async () => {
    const day = await sheet('2026-11-23');
    expect(told(day)).toEqual([
      ['SCALP', 'open', '2026-11-23T15:00:00.000Z', null],
      ['SCALP', 'close', '2026-11-23T15:00:00.000Z', '-2'],
      ['SWING', 'close', '2026-11-23T16:00:00.000Z', '49.5'],
    ]);
    expect(day.fills[2]).toMatchObject({ realizedGross: '50', realizedFees: '0.5', fees: '0', currency: 'USD' });
    expect(day.more).toBe(false);
  });

  it('is that of its account', async () => {
    expect(told(await sheet('2026-11-24'))).toEqual([
      ['MNQ', 'open', '2026-11-24T00:30:00.000Z', null],
      ['MNQ', 'close', '2026-11-24T00:40:00.000Z', '2'],
    ]);
  });

  it('names the nearest days with fills, by the days of each account', async () => {
    const neighbours = async (day: string, query = '') => {
      const { previous, next } = await sheet(day, query);
      return [previous, next];
    };
    expect(await neighbours('2026-11-18')).toEqual([null, '2026-11-19']);
    expect(await neighbours('2026-11-20')).toEqual(['2026-11-19', '2026-11-23']);
    expect(await neighbours('2026-11-23')).toEqual(['2026-11-19', '2026-11-24']);
    expect(await neighbours('2026-11-25')).toEqual(['2026-11-24', '2026-11-30']);
    expect(await neighbours('2026-12-01')).toEqual(['2026-11-30', null]);
    expect(await neighbours('2026-11-25', 'tag=swing')).toEqual(['2026-11-23', null]);
    expect(await neighbours('2026-11-25', `accountId=${session}`)).toEqual(['2026-11-24', null]);
  });

  it('shows what a filter lets through, and nothing on a day without fills', async () => {
    expect(told(await sheet('2026-11-23', 'tag=swing'))).toHaveLength(1);
    expect(await sheet('2026-11-22')).toMatchObject({ day: '2026-11-22', fills: [] });
    expect(await member.get('/api/user/days/2026-11-23?from=2026-11-01')).toMatchObject({ status: 422 });
  });

  it('says now what the past of this moment says', async () => {
    const now = await sheet('2026-11-23');
    expect(await sheet('2026-11-23', `asOfVersion=${now.version}`)).toEqual(now);
    expect(await sheet('2026-11-23', 'asOfVersion=0')).toMatchObject({ version: 0, fills: [], previous: null });
  });
});
