import { TestBed } from '@angular/core/testing';
import { screen, within } from '@testing-library/angular';
import type { TradeAnswer } from '@singularity/contract';
import { LedgerHead } from '../../session/ledger-head';
import { MEMBER, openPage } from '../../testing/render-page';
import { aTrade, anAccount, pageOf } from '../../testing/samples';
import { TradePage } from './trade-page';

const CANDLES = '/api/market/candles';
const CANDLE = {
  time: '2026-01-05T05:00:00.000Z',
  open: '187',
  high: '192',
  low: '186',
  close: '191',
  volume: '48215600',
};
const ANSWER = { symbol: 'AAPL', interval: 'daily', candles: [CANDLE], source: 'Tradier' };

async function openTrade(trade: TradeAnswer = aTrade(), market = true) {
  const page = await openPage('/trades/t1', [{ path: 'trades/:id', component: TradePage }], MEMBER, { market });
  await page.server.answer('GET', '/api/user/accounts', pageOf(anAccount()));
  await page.server.answer('GET', '/api/user/trades/t1', trade);
  return page;
}

const card = () => screen.queryByRole('region', { name: 'Price' });

test('the source is asked for the time around the trade, and its place is kept until it answers', async () => {
  const { server } = await openTrade();
  expect(within(card()!).getByText('Loading…')).toBeTruthy();
  const { request } = await server.answer('GET', CANDLES, ANSWER);
  const [symbol, from, to] = ['symbol', 'from', 'to'].map((name) => request.params.get(name));
  expect(symbol).toBe('AAPL');
  expect(from! < '2026-01-05T14:30:15.250Z' && to! > '2026-01-05T20:00:00.000Z').toBe(true);
  expect(within(card()!).queryByText('Loading…')).toBeNull();
  expect(within(card()!).getByText('Daily candles')).toBeTruthy();
  expect(within(card()!).getByText('Exit')).toBeTruthy();
});

test('an option is asked for by its whole name', async () => {
  const option = {
    assetType: 'option',
    direction: 'PUT',
    side: 'buy',
    strike: '262.5',
    expiration: '2026-12-18',
  } as const;
  const { server } = await openTrade(aTrade({ symbol: 'TSLA', ...option }));
  const { request } = await server.asked('GET', CANDLES);
  expect(request.params.get('symbol')).toBe('TSLA261218P00262500');
});

test.each<[string, TradeAnswer, boolean]>([
  ['where no source is set up', aTrade(), false],
  ['for what the source does not cover', aTrade({ assetType: 'future', symbol: 'ESZ6' }), true],
  ['for an option of which too little is said', aTrade({ assetType: 'option', direction: 'CALL', side: 'buy' }), true],
])('there is no card %s, and nobody asks', async (_when, trade, market) => {
  const { server } = await openTrade(trade, market);
  expect(screen.getByRole('region', { name: 'Details' })).toBeTruthy();
  expect(card()).toBeNull();
  expect(server.waiting('GET', CANDLES)).toBe(0);
});

test('a source in trouble is told in one line, and asked again', async () => {
  const { user, server } = await openTrade();
  await server.refuse('GET', CANDLES, { status: 503, detail: 'Market data is unavailable right now.' });
  expect(within(card()!).getByRole('status').textContent).toContain('Market data is unavailable');
  await user.click(within(card()!).getByRole('button', { name: 'Try again' }));
  await server.answer('GET', CANDLES, ANSWER);
  expect(within(card()!).queryByRole('button', { name: 'Try again' })).toBeNull();
  expect(within(card()!).getByText('Daily candles')).toBeTruthy();
});

test('a symbol that the source does not know is told by its name', async () => {
  const { server } = await openTrade(aTrade({ symbol: 'ZZZZ' }));
  await server.refuse('GET', CANDLES, { status: 404, detail: 'Not found. It may have been deleted.' });
  expect(within(card()!).getByRole('status').textContent).toContain('No market data for ZZZZ.');
});

test('a time without prices is told, and there is nothing to try again', async () => {
  const { server } = await openTrade();
  await server.answer('GET', CANDLES, { ...ANSWER, candles: [] });
  expect(within(card()!).getByText('No market prices for this time.')).toBeTruthy();
  expect(within(card()!).queryByRole('button')).toBeNull();
});

test('a chart that is there stays when it cannot be read anew', async () => {
  const { server } = await openTrade();
  await server.answer('GET', CANDLES, ANSWER);
  TestBed.inject(LedgerHead).advanceTo(9);
  await server.refuse('GET', CANDLES, { status: 503 });
  expect(within(card()!).queryByRole('status')).toBeNull();
  expect(within(card()!).getByText('Daily candles')).toBeTruthy();
});
