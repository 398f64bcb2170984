import { aScaledTrade, aTrade } from '../testing/samples';
import { executionLinesOf } from './execution-lines';
import { isRead, readEdit } from './read-draft';
import { draftOf } from './trade-draft';
import type { TradeDraft } from './trade-draft';

const SETTING = { timeZone: 'America/New_York', baseCurrency: 'USD', account: null };

function edit(typed: Partial<TradeDraft>, trade = aTrade()) {
  const read = readEdit({ ...draftOf(trade, SETTING.timeZone), ...typed }, trade, SETTING);
  if (!isRead(read)) throw new Error(read.map(({ message }) => message).join(' '));
  return read.request;
}

test('an untouched form changes nothing', () => {
  expect(edit({})).toEqual({});
});

test('only what was touched is sent', () => {
  expect(edit({ exitPrice: '192.5', tags: 'gap, breakout' })).toEqual({
    exitPrice: '192.5',
    tags: ['gap', 'breakout'],
  });
});

test('an exit that is emptied is taken away', () => {
  expect(edit({ exitPrice: '', exitAt: '' })).toEqual({ exitPrice: null, exitAt: null });
});

test('a multiplier of ones own that is emptied goes back to the table', () => {
  const trade = aTrade({ multiplier: '10', multiplierSource: 'user' });
  expect(draftOf(trade, SETTING.timeZone).multiplier).toBe('10');
  expect(edit({ multiplier: '' }, trade)).toEqual({ multiplier: null });
});

test('of a trade with several executions the simple form is never sent', () => {
  const trade = aScaledTrade();
  expect(draftOf(trade, SETTING.timeZone).fills).toBe('several');
  expect(edit({ quantity: '1', notes: 'kept a runner' }, trade)).toEqual({ notes: 'kept a runner' });
});

test('a partial exit is not one entry and one exit', () => {
  const [entry, , exit] = aScaledTrade().executions;
  const trade = aTrade({ executions: [entry!, { ...exit!, quantity: '60' }] });
  expect(draftOf(trade, SETTING.timeZone).fills).toBe('several');
});

test('fills stand in the order of time on the trade and in its form, wherever they stand in its list', () => {
  const [first, second, out] = aScaledTrade().executions;
  const trade = aScaledTrade({ executions: [out!, second!, first!] });
  expect(executionLinesOf(trade, SETTING.timeZone).map(({ execution }) => execution.id)).toEqual(['e1', 'e2', 'e3']);
  expect(draftOf(trade, SETTING.timeZone).executions.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3']);
  expect(edit({}, trade)).toEqual({});
});
