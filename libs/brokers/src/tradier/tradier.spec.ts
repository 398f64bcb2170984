import { answerLine, answersHead } from '../source/answers.js';
import { readWith } from '../read-file.js';
import { open } from '../source/open.js';
import { goldenFixtures } from '../testing/golden.js';
import { tradierApi } from './api.js';

describe('Tradier', () => {
  goldenFixtures(import.meta.url);
});

const HEAD = { broker: 'tradier', account: 'A1', from: '2026-10-05', to: '2026-10-09', at: '2026-10-10T10:00:00.000Z' };
const OPTION = 'F261008P00012500';

async function timesIn(events: readonly object[], orders: readonly object[]) {
  const bodies = { history: { history: { event: events } }, orders: { orders: { order: orders } } };
  const lines = Object.entries(bodies).map(([call, body]) => answerLine({ call, body: JSON.stringify(body) }));
  const source = await open(Buffer.from(answersHead(HEAD) + lines.join('')));
  const { fills } = readWith(tradierApi, source, { timeZone: null, dateOrder: null });
  return fills.map(({ side, at, precision }) => `${side} ${at} ${precision}`);
}

const event = (quantity: number, price: number, symbol = 'AMD') => ({
  amount: -quantity * price * (symbol === OPTION ? 100 : 1),
  date: '2026-10-08T00:00:00Z',
  type: 'trade',
  trade: { commission: 0, price, quantity, symbol, trade_type: 'Equity' },
});

const order = (side: string, exec_quantity: number, avg_fill_price: number, time: string) => ({
  ...{ symbol: 'AMD', side, exec_quantity, avg_fill_price },
  transaction_date: `2026-10-08T${time}Z`,
});

describe('times of a day at Tradier', () => {
  it('are those of the orders', async () => {
    const orders = [order('buy', 2, 10, '18:00:00.000'), order('sell', 2, 11, '19:00:00.000')];
    expect(await timesIn([event(2, 10), event(-2, 11)], orders)).toEqual([
      'buy 2026-10-08T18:00:00.000Z second',
      'sell 2026-10-08T19:00:00.000Z second',
    ]);
  });

  it('are all unknown where that of one is: a sale in the morning may be of what was bought then', async () => {
    const orders = [
      order('buy', 2, 10.5, '13:40:00.000'),
      order('buy', 2, 10.5, '13:41:00.000'),
      order('sell', 4, 11, '14:00:00.000'),
    ];
    const events = [event(1, 10), event(1, 11), event(1, 10), event(1, 11), event(-4, 11)];
    expect(new Set(await timesIn(events, orders))).toEqual(
      new Set(['buy 2026-10-08T16:00:00.000Z day', 'sell 2026-10-08T16:00:00.000Z day']),
    );
  });

  it('are the end of it where an option left, which may have been sold the same afternoon', async () => {
    const sold = { ...order('sell_to_open', 1, 0.4, '18:45:00.000'), symbol: 'F', option_symbol: OPTION };
    const option = { option_type: 'OPTASN', description: 'Assigned', quantity: 1, symbol: OPTION };
    const assigned = { amount: 0, date: '2026-10-08T00:00:00Z', type: 'option', option };
    expect(await timesIn([event(-1, 0.4, OPTION), assigned], [sold])).toEqual([
      'sell 2026-10-08T18:45:00.000Z second',
      'buy 2026-10-08T21:00:00.000Z day',
    ]);
  });
});
