import { exactly } from '../money/decimal.js';
import { given } from '../testing/given.js';
import {
  added,
  at,
  BOUGHT,
  close,
  CLOSED_ACCOUNT,
  edit,
  edited,
  inAccount,
  NO_ACCOUNT,
  open,
  OPEN_ACCOUNT,
  retag,
  SOLD,
} from '../testing/a-trade.js';
import { trade } from './trade.js';
import type { TradeChanges, TradeEvent } from './trade.events.js';

const editing = (before: TradeEvent, facts = NO_ACCOUNT) => ({
  with: (...said: Parameters<typeof edit>) => given(trade, [before]).when(edit(...said), facts),
});

const CALL = { symbol: 'SPY', assetType: 'option', direction: 'CALL', side: 'buy', multiplier: '100' } as const;
const FUTURE = { symbol: '/ESZ6', assetType: 'future', multiplier: '50' } as const;
const BOTH = { executions: [BOUGHT, SOLD] };

describe('EditTrade', () => {
  it('records the fields that changed, from and to, and no other', () =>
    editing(added({ notes: 'old', tags: ['a'] }))
      .with({ notes: 'new', tags: ['a', 'b'], symbol: 'AAPL' })
      .then([edited({ notes: { from: 'old', to: 'new' }, tags: { from: ['a'], to: ['a', 'b'] } })]));

  it('records nothing where nothing changed', () => {
    editing(added({ notes: 'old', tags: ['a'] }))
      .with({ notes: 'old', tags: ['a', 'a'], accountId: null })
      .thenNothing();
    editing(added()).with({}).thenNothing();
  });

  it('puts tags on and takes tags off, whatever else the trade is tagged with', () => {
    const tagged = given(trade, [added({ tags: ['a', 'b'] })]);
    tagged
      .when(retag(['b', 'c'], ['a', 'd']), NO_ACCOUNT)
      .then([edited({ tags: { from: ['a', 'b'], to: ['b', 'c'] } })]);
    tagged.when(retag(['a'], []), NO_ACCOUNT).thenNothing();
  });

  it('keeps a trade from more tags than it may have, counting each once', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => `t${index}`);
    const full = given(trade, [added({ tags: twenty })]);
    full.when(retag(['one more']), NO_ACCOUNT).thenRefused('invalid', ['tags']);
    full.when(retag(['t0']), NO_ACCOUNT).thenNothing();
  });

  it.each([
    ['a PUT on a stock', added(), { direction: 'PUT' }, 'direction'],
    ['an option that stays LONG', added(), { assetType: 'option' }, 'direction'],
    ['a strike on a stock', added(), { strike: '1' }, 'strike'],
    ['a strike of zero', added(CALL), { strike: '0' }, 'strike'],
    ['a multiplier of zero', added(), { multiplier: '0' }, 'multiplier'],
    ['a negative stop on a stock', added(), { stopPrice: '-1' }, 'stopPrice'],
    [
      'a stock with the negative price of a future',
      added({ ...FUTURE, executions: [open('in', '1 @ -1', '09:30')] }),
      { assetType: 'stock' },
      'entryPrice',
    ],
    [
      'an option that turns stock and keeps its strike',
      added({ ...CALL, strike: '600' }),
      { assetType: 'stock', direction: 'LONG', strike: '600' },
      'strike',
    ],
  ] as const)('refuses %s', (_name, before, fields, field) =>
    editing(before).with(fields).thenRefused('invalid', [field]),
  );

  it('drops what only options have when an option turns into a stock', () =>
    editing(added({ ...CALL, strike: '600', expiration: '2026-01-16' }))
      .with({ assetType: 'stock', direction: 'LONG' })
      .then([
        edited({
          assetType: { from: 'option', to: 'stock' },
          direction: { from: 'CALL', to: 'LONG' },
          side: { from: 'buy', to: null },
          strike: { from: exactly('600'), to: null },
          expiration: { from: '2026-01-16', to: null } as TradeChanges['expiration'],
          multiplier: { from: exactly('100'), to: exactly('1') },
        } as TradeChanges),
      ]));
});

describe('the multiplier', () => {
  const stale = added({ ...FUTURE, multiplier: '12.5' });

  it('is not looked up again by an edit of anything else', () => {
    editing(stale)
      .with({ notes: 'a new table' })
      .then([edited({ notes: { from: null, to: 'a new table' } })]);
    editing(stale).with({ symbol: '/ESZ6', assetType: 'future' }).thenNothing();
    editing(added({ ...FUTURE, symbol: 'GONEZ6' }))
      .with({ notes: 'delisted' })
      .thenState({ status: 'recorded' });
  });

  it('is looked up for another symbol', () =>
    editing(stale)
      .with({ symbol: 'MNQ' })
      .then([
        edited({ symbol: { from: '/ESZ6', to: 'MNQ' }, multiplier: { from: exactly('12.5'), to: exactly('2') } }),
      ]));

  it('stays what the member had set, whatever the symbol', () =>
    editing(added({ ...FUTURE, multiplier: '12.5', multiplierSource: 'user' }))
      .with({ symbol: 'XYZZ6' })
      .then([edited({ symbol: { from: '/ESZ6', to: 'XYZZ6' } })]));

  it('refuses another symbol that the table does not know', () =>
    editing(stale).with({ symbol: 'XYZZ6' }).thenRefused('invalid', ['multiplier']));

  it('can be said together with a symbol that the table does not know', () =>
    editing(stale)
      .with({ symbol: 'XYZZ6', multiplier: '3' })
      .then([
        edited({
          symbol: { from: '/ESZ6', to: 'XYZZ6' },
          multiplier: { from: exactly('12.5'), to: exactly('3') },
          multiplierSource: { from: 'table', to: 'user' },
        }),
      ]));

  it('goes back to the table when the member lets go of it', () =>
    editing(added({ ...FUTURE, multiplier: '12.5', multiplierSource: 'user' }))
      .with({ multiplier: null })
      .then([
        edited({
          multiplier: { from: exactly('12.5'), to: exactly('50') },
          multiplierSource: { from: 'user', to: 'table' },
        }),
      ]));
});

describe('moving a trade', () => {
  const inA = added({ accountId: 'a' });

  it('goes into an open account of its currency', () =>
    editing(added(), OPEN_ACCOUNT)
      .with({ accountId: 'a' })
      .then([edited({ accountId: { from: null, to: 'a' } })]));

  it('refuses a closed account', () =>
    editing(added(), CLOSED_ACCOUNT).with({ accountId: 'a' }).thenRefused('account-closed', ['accountId']));

  it('refuses an account that there is not', () =>
    editing(added()).with({ accountId: 'a' }).thenRefused('invalid', ['accountId']));

  it('refuses an account in another currency', () =>
    editing(added(), inAccount({ open: true, currency: 'EUR' }))
      .with({ accountId: 'a' })
      .thenRefused('invalid', ['accountId']));

  it('keeps its currency when it leaves its account', () => {
    const left = editing(added({ accountId: 'a', currency: 'EUR' })).with({ accountId: null });
    left.then([edited({ accountId: { from: 'a', to: null } })]);
  });

  it('leaves a closed account', () =>
    editing(inA, NO_ACCOUNT)
      .with({ accountId: null })
      .then([edited({ accountId: { from: 'a', to: null } })]));

  it('is not meant by an edit that names the account it is in, closed or not', () =>
    editing(inA, CLOSED_ACCOUNT)
      .with({ accountId: 'a', notes: 'x' })
      .then([edited({ notes: { from: null, to: 'x' } })]));
});

describe('EditTrade in shorthand', () => {
  const executionsTo = (from: TradeEvent, ...to: NonNullable<TradeChanges['executions']>['to']) =>
    edited({ executions: { from: from.type === 'TradeAdded' ? from.data.executions : [], to } });
  const [opened, closed] = [added(), added(BOTH)];

  it('brings an exit', () =>
    editing(opened)
      .with({}, { exitPrice: '191.1', exitAt: at('15:30') })
      .then([executionsTo(opened, BOUGHT, SOLD)]));

  it('takes the exit back', () =>
    editing(closed)
      .with({}, { exitPrice: null, exitAt: null })
      .then([executionsTo(closed, BOUGHT)]));

  it('moves entry and exit to the new quantity', () =>
    editing(closed)
      .with({}, { quantity: '7' })
      .then([executionsTo(closed, open('in', '7 @ 187.23', '09:30', '1.30'), close('out', '7 @ 191.10', '15:30'))]));

  it('keeps the quantity of a partial exit', () => {
    const partly = added({ executions: [BOUGHT, close('out', '4 @ 190', '12:00')] });
    editing(partly)
      .with({}, { quantity: '20' })
      .then([executionsTo(partly, open('in', '20 @ 187.23', '09:30', '1.30'), close('out', '4 @ 190', '12:00'))]);
    editing(partly).with({}, { quantity: '3' }).thenRefused('invalid', ['quantity']);
  });

  it('leaves fees where they were paid until fees are said, which then stand on the entry', () => {
    const paidTwice = added({ executions: [BOUGHT, close('out', '10 @ 191.10', '15:30', '2')] });
    editing(paidTwice)
      .with({}, { exitPrice: '192' })
      .then([executionsTo(paidTwice, BOUGHT, close('out', '10 @ 192', '15:30', '2'))]);
    editing(paidTwice).with({}, { fees: '3.3' }).thenNothing();
    editing(paidTwice)
      .with({}, { fees: '5' })
      .then([executionsTo(paidTwice, open('in', '10 @ 187.23', '09:30', '5'), close('out', '10 @ 191.10', '15:30'))]);
  });

  it('records nothing where the same is said again, in whatever order the executions stand', () => {
    const same = { quantity: '10', entryPrice: '187.23', exitPrice: '191.1', exitAt: at('15:30'), fees: '1.3' };
    editing(closed).with({}, same).thenNothing();
    editing(added({ executions: [SOLD, BOUGHT] }))
      .with({}, same)
      .thenNothing();
  });

  it.each([
    ['half an exit: no time', opened, { exitPrice: '191.1' }, 'exitAt'],
    ['half an exit: no price', opened, { exitAt: at('15:30') }, 'exitPrice'],
    ['half an exit left over', closed, { exitPrice: null }, 'exitPrice'],
    ['an exit before the entry', closed, { exitAt: at('09:00') }, 'exitAt'],
    ['an entry after the exit', closed, { entryAt: at('16:00') }, 'exitAt'],
    ['a quantity of zero', closed, { quantity: '0' }, 'quantity'],
    ['a negative exit price', closed, { exitPrice: '-1' }, 'exitPrice'],
  ])('refuses %s', (_name, before, said, field) => editing(before).with({}, said).thenRefused('invalid', [field]));

  describe('of a trade with several entries', () => {
    const scaled = added({ executions: [BOUGHT, open('in2', '1 @ 190', '10:00')] });

    it('points to the executions', () =>
      editing(scaled)
        .with({ notes: 'x' }, { quantity: '12', fees: '0' })
        .thenRefused('use-executions', ['quantity', 'fees']));

    it('edits all else', () =>
      editing(scaled)
        .with({ notes: 'x' })
        .then([edited({ notes: { from: null, to: 'x' } })]));
  });
});
