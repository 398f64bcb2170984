import { screen } from '@testing-library/angular';
import { openPage } from '../../testing/render-page';
import { aScaledTrade, receipted } from '../../testing/samples';
import { CloseTradeSheet } from './close-trade-sheet';

const TRADE = '/api/user/trades/t1';

async function openSheet(trade = aScaledTrade()) {
  const page = await openPage('/(sheet:close-trade/t1)', [
    { path: 'close-trade/:id', outlet: 'sheet', component: CloseTradeSheet },
  ]);
  await page.server.answer('GET', TRADE, trade);
  const typeTime = async (text: string) => {
    const field = screen.getByLabelText('Exit time');
    await page.user.clear(field);
    await page.user.type(field, text);
  };
  return { ...page, typeTime };
}

const CALL = {
  symbol: 'SPY',
  assetType: 'option',
  direction: 'CALL',
  side: 'buy',
  strike: '600',
  expiration: '2026-01-16',
  multiplier: '100',
} as const;

test('the exit is now, unless another time is typed', async () => {
  const opened = Math.floor(Date.now() / 1000) * 1000;
  const { user, server } = await openSheet();
  await user.type(screen.getByLabelText('Exit price'), '118{Enter}');
  const { request } = await server.asked('POST', `${TRADE}/close`);
  const at = Date.parse((request.body as { exitAt: string }).exitAt);
  expect(at).toBeGreaterThanOrEqual(opened);
  expect(at).toBeLessThanOrEqual(Date.now());
});

test('an option expires worthless at the close in New York of its day, for nothing', async () => {
  const { user, server } = await openSheet(aScaledTrade(CALL));
  await user.click(screen.getByRole('button', { name: 'Expired worthless' }));
  const { request } = await server.answer('POST', `${TRADE}/close`, receipted(aScaledTrade(CALL)));
  expect(request.body).toEqual({ exitPrice: '0', exitAt: '2026-01-16T21:00:00.000Z', fees: '0' });
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('what is no option, or has no expiration, does not expire', async () => {
  await openSheet(aScaledTrade({ ...CALL, expiration: null }));
  expect(screen.queryByRole('button', { name: 'Expired worthless' })).toBeNull();
});

test('what remains is closed, and what that comes to is shown before', async () => {
  const { user, server, typeTime } = await openSheet();
  expect(screen.getByText(/^30 open @ 122\.00 since/)).toBeTruthy();
  await user.type(screen.getByLabelText('Exit price'), '118');
  await user.type(screen.getByLabelText('Exit fees'), '1');
  expect(screen.getByText('+$836.00')).toBeTruthy();

  await typeTime('2026-01-07T10:00');
  await user.click(screen.getByRole('button', { name: 'Close trade' }));
  const { request } = await server.answer('POST', `${TRADE}/close`, receipted(aScaledTrade()));
  expect(request.body).toEqual({ exitPrice: '118', exitAt: '2026-01-07T15:00:00.000Z', fees: '1' });
  expect(request.headers.get('If-Match')).toBe('"1"');
  expect(request.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('an exit before what is already closed is told at its time', async () => {
  const { user, server, typeTime } = await openSheet();
  await user.type(screen.getByLabelText('Exit price'), '118');
  await typeTime('2026-01-05T09:00');
  await user.click(screen.getByRole('button', { name: 'Close trade' }));
  expect(screen.getByLabelText('Exit time').getAttribute('aria-invalid')).toBe('true');
  expect(server.waiting('POST', `${TRADE}/close`)).toBe(0);
});

test('less than all is an exit like any other, and what is left stays open', async () => {
  const { user, server, typeTime } = await openSheet();
  await user.type(screen.getByLabelText('Exit price'), '118');
  await user.type(screen.getByLabelText('Quantity'), '30/3');
  await typeTime('2026-01-07T10:00');
  await user.click(screen.getByRole('button', { name: 'Record exit' }));
  const { request } = await server.answer('POST', `${TRADE}/executions`, receipted(aScaledTrade()));
  expect(request.body).toEqual({
    type: 'close',
    at: '2026-01-07T15:00:00.000Z',
    quantity: '10',
    price: '118',
    fees: '0',
  });
  expect(request.headers.get('If-Match')).toBe('"1"');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('more than is open is told at the quantity', async () => {
  const { user, typeTime } = await openSheet();
  await user.type(screen.getByLabelText('Exit price'), '118');
  await typeTime('2026-01-07T10:00');
  await user.type(screen.getByLabelText('Quantity'), '31');
  await user.tab();
  expect(screen.getByText('This exits more than is open.')).toBeTruthy();
});

test('R is measured by the first stop, wherever the stop is now', async () => {
  const { user } = await openSheet(aScaledTrade({ stopPrice: '125', firstStopPrice: '112' }));
  await user.type(screen.getByLabelText('Exit price'), '118');
  // 150 in at 122 on average, with 10 at risk for each: 837 of 1,500.
  expect(screen.getByText('+0.56R')).toBeTruthy();
});
