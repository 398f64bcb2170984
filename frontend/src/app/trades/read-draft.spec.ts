import { previewDraft } from './form/preview';
import { isRead, problemsOf, readDraft } from './read-draft';
import { emptyDraft } from './trade-draft';
import type { TradeDraft } from './trade-draft';

const SETTING = { timeZone: 'America/New_York', baseCurrency: 'USD', account: null };

const AAPL: Partial<TradeDraft> = {
  symbol: 'aapl',
  quantity: '10',
  entryPrice: '187.23',
  entryAt: '2026-01-05T09:30',
  exitPrice: '191.10',
  exitAt: '2026-01-05T15:00',
  fees: '1.30',
};

function draft(typed: Partial<TradeDraft>): TradeDraft {
  return { ...emptyDraft(''), ...typed };
}

function preview(typed: TradeDraft) {
  return previewDraft(typed, (one) => readDraft(one, SETTING));
}

function faultyFields(typed: Partial<TradeDraft>): string[] {
  return problemsOf(readDraft(draft({ ...AAPL, ...typed }), SETTING)).map(({ field }) => field);
}

test('what was typed becomes a request: canonical numbers, times in UTC, no account', () => {
  const read = readDraft(draft(AAPL), SETTING);
  expect(isRead(read) && read.request).toMatchObject({
    accountId: null,
    symbol: 'AAPL',
    quantity: '10',
    exitPrice: '191.1',
    entryAt: '2026-01-05T14:30:00.000Z',
    exitAt: '2026-01-05T20:00:00.000Z',
    fees: '1.3',
    multiplier: null,
    tags: [],
  });
});

test.each<[string, Partial<TradeDraft>, string[]]>([
  [
    'nothing',
    { symbol: '', quantity: '', entryPrice: '', entryAt: '' },
    ['symbol', 'quantity', 'entryPrice', 'entryAt'],
  ],
  ['an exit price without a time', { exitAt: '' }, ['exitAt']],
  ['an exit time without a price', { exitPrice: '' }, ['exitPrice']],
  ['an exit before the entry', { exitAt: '2026-01-05T09:29' }, ['exitAt']],
  ['quantity 0', { quantity: '0' }, ['quantity']],
  ['a negative price of a stock', { exitPrice: '-1' }, ['exitPrice']],
  ['a call on a stock', { direction: 'CALL' }, ['direction']],
  ['an unknown future without multiplier', { assetType: 'future', symbol: 'XYZ9' }, ['multiplier']],
  ['letters for a price', { entryPrice: 'about 190' }, ['entryPrice']],
  ['a tag of 41 characters', { tags: 'x'.repeat(41) }, ['tags']],
  ['more than 20 tags', { tags: Array.from({ length: 21 }, (_, n) => `t${n}`).join() }, ['tags']],
  ['an account that is not there', { accountId: 'gone' }, ['accountId']],
])('%s is told at its field', (_name, typed, fields) => {
  expect(faultyFields(typed)).toEqual(fields);
});

test('what only options have is left out for everything else, typed or not', () => {
  const read = readDraft(draft({ ...AAPL, side: 'sell', strike: '600', expiration: '2026-12-18' }), SETTING);
  expect(isRead(read) && read.request).toMatchObject({ side: null, strike: null, expiration: null });
});

test('several executions become a list, without the fields of the simple form, faults at their line', () => {
  const several: Partial<TradeDraft> = {
    symbol: 'NVDA',
    fills: 'several',
    executions: [
      { id: '', type: 'open', at: '2026-01-05T09:30', quantity: '100', price: '120', fees: '1' },
      { id: '', type: 'close', at: '2026-01-06T09:30', quantity: '60', price: '130', fees: '' },
    ],
  };
  const read = readDraft(draft(several), SETTING);
  expect(isRead(read) && read.request.executions).toHaveLength(2);
  expect(isRead(read) && read.request).not.toHaveProperty('quantity');

  const [entry, exit] = several.executions!;
  const tooMuch = { ...several, executions: [entry!, { ...exit!, quantity: '101' }] };
  expect(problemsOf(readDraft(draft(tooMuch), SETTING))).toEqual([
    { field: 'executions.1.quantity', message: 'This exits more than is open.' },
  ]);
});

test('the preview says what the domain says, before symbol and times are typed', () => {
  const early = draft({ ...AAPL, symbol: '', entryAt: '', exitAt: '' });
  expect(preview(early)).toMatchObject({ grossPnl: '38.7', netPnl: '37.4', pnlPercent: '0.02' });
  expect(preview(draft({ ...AAPL, exitPrice: '', exitAt: '' }))).toMatchObject({ netPnl: null });
  expect(preview(draft({ ...AAPL, quantity: 'ten' }))).toBeNull();
});

test.each<[string, Partial<TradeDraft>, string]>([
  ['a short stock', { direction: 'SHORT', quantity: '5', entryPrice: '250', exitPrice: '261.5', fees: '' }, '-57.5'],
  [
    'a bought put',
    { assetType: 'option', direction: 'PUT', quantity: '3', entryPrice: '1.25', exitPrice: '2.10', fees: '3.90' },
    '251.1',
  ],
  [
    'a sold call',
    {
      assetType: 'option',
      direction: 'CALL',
      side: 'sell',
      quantity: '1',
      entryPrice: '4.20',
      exitPrice: '0',
      fees: '',
    },
    '420',
  ],
  [
    'a future of the table',
    { assetType: 'future', symbol: '/ESZ6', quantity: '2', entryPrice: '5000.25', exitPrice: '5003.75', fees: '' },
    '350',
  ],
])('the preview of %s', (_name, typed, net) => {
  expect(preview(draft({ ...AAPL, ...typed }))?.netPnl).toBe(net);
});
