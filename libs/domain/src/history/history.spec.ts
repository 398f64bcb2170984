import { exactly } from '../money/decimal.js';
import { added, aTrade, BOUGHT, close, DELETED, edited, executed, open, RESTORED, SOLD } from '../testing/a-trade.js';
import { ACCOUNT_ADDED, ACCOUNT_CLOSED, ACCOUNT_REOPENED, balanceUpdated } from '../testing/an-account.js';
import { DEFAULT_SETTINGS } from '../member/member.js';
import { changesOf } from './history.js';
import type { LedgerEvent } from './history.js';

/** `exitPrice 191.1 → 192`, one line per field. */
const lines = (event: LedgerEvent) =>
  changesOf(event).map(({ field, from, to }) => `${field}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`);

const fieldsOfChange = (event: LedgerEvent) => changesOf(event).map(({ field }) => field);

describe('the history of', () => {
  it('a trade begins with what was said, in the words of the shorthand', () =>
    expect(fieldsOfChange(added({ executions: [BOUGHT, SOLD], tags: ['gap'] })).toSorted()).toEqual(
      [
        ...['symbol', 'assetType', 'direction', 'multiplier', 'tags', 'currency', 'multiplierSource'],
        ...['quantity', 'entryPrice', 'entryAt', 'exitPrice', 'exitAt', 'fees'],
      ].sort(),
    ));

  it('a trade of several entries begins with its executions', () =>
    expect(fieldsOfChange(added({ executions: [BOUGHT, open('in2', '1 @ 1', '10:00')] }))).toContain('executions'));

  it('an edit tells before and after', () =>
    expect(lines(edited({ notes: { from: null, to: 'a' }, tags: { from: ['x'], to: [] } }))).toEqual([
      'notes: null → "a"',
      'tags: ["x"] → []',
    ]));

  it('an edit of a simple trade speaks of entry and exit', () =>
    expect(
      lines(edited({ executions: { from: [BOUGHT, SOLD], to: [BOUGHT, close('out', '10 @ 192', '15:30')] } })),
    ).toEqual(['exitPrice: "191.1" → "192"']));

  it('an exit that an edit brought or took speaks of the exit alone', () => {
    expect(lines(edited({ executions: { from: [BOUGHT], to: [BOUGHT, SOLD] } }))).toEqual([
      'exitPrice: null → "191.1"',
      'exitAt: null → "2026-01-05T15:30:00.000Z"',
    ]);
    const reverted: LedgerEvent = {
      type: 'TradeReverted',
      data: { toStreamVersion: 1, changes: { executions: { from: [BOUGHT, SOLD], to: [BOUGHT] } } },
    };
    expect(lines(reverted)).toEqual(['exitPrice: "191.1" → null', 'exitAt: "2026-01-05T15:30:00.000Z" → null']);
  });

  it('executions that the shorthand cannot say tells both lists', () => {
    const many = [BOUGHT, open('in2', '1 @ 1', '10:00')];
    expect(changesOf(edited({ executions: { from: many, to: [BOUGHT] } }))).toEqual([
      { field: 'executions', from: many, to: [BOUGHT] },
    ]);
  });

  it('an execution tells it appearing, changing and going', () => {
    expect(changesOf(executed(SOLD))).toEqual([{ field: 'execution', from: null, to: SOLD }]);
    expect(changesOf({ type: 'ExecutionRemoved', data: { execution: SOLD } })).toEqual([
      { field: 'execution', from: SOLD, to: null },
    ]);
    const price = { from: exactly('1'), to: exactly('2') };
    expect(lines({ type: 'ExecutionEdited', data: { executionId: 'out', changes: { price } } })).toEqual([
      'price: "1" → "2"',
    ]);
  });

  it.each([
    [DELETED, 'deleted: false → true'],
    [RESTORED, 'deleted: true → false'],
    [ACCOUNT_CLOSED, 'status: "open" → "closed"'],
    [ACCOUNT_REOPENED, 'status: "closed" → "open"'],
  ])('$type is one line', (event, line) => expect(lines(event)).toEqual([line]));

  it('an account leaves out what nobody said', () =>
    expect(fieldsOfChange(ACCOUNT_ADDED)).toEqual([
      ...['platform', 'name', 'startingBalance', 'currency', 'tradingDay'],
    ]));

  it('a balance tells the adjustment too', () =>
    expect(lines(balanceUpdated('10000', 'deposit', '09:30', '9000'))).toEqual([
      'balance: null → "10000"',
      'reason: null → "deposit"',
      'at: null → "2026-01-05T09:30:00.000Z"',
      'adjustment: null → "9000"',
    ]));

  it('settings tells what they were and are', () => {
    expect(fieldsOfChange({ type: 'UserRegistered', data: DEFAULT_SETTINGS })).toContain('timeZone');
    expect(lines({ type: 'SettingsChanged', data: { changes: { theme: { from: 'system', to: 'dark' } } } })).toEqual([
      'theme: "system" → "dark"',
    ]);
  });

  it('says nothing of a trade that reads the same', () => {
    const { executions } = aTrade();
    expect(changesOf(edited({ executions: { from: executions, to: executions } }))).toEqual([]);
  });
});
