import { given } from '../testing/given.js';
import {
  addSimple,
  addTrade,
  added,
  at,
  aTrade,
  BOUGHT,
  close,
  CLOSED_ACCOUNT,
  DELETED,
  fieldsOf,
  inAccount,
  NO_ACCOUNT,
  open,
  SOLD,
} from '../testing/a-trade.js';
import { TRADE_LIMITS } from './trade.rules.js';
import { trade } from './trade.js';
import type { TradeCommand } from './trade.commands.js';

const CALL = { symbol: 'SPY', assetType: 'option', direction: 'CALL' } as const;
const FUTURE = { symbol: '/ESZ6', assetType: 'future' } as const;

describe('AddTrade', () => {
  const adding = (command: TradeCommand, facts = NO_ACCOUNT) => given(trade, []).when(command, facts);

  it('records what was said, with the multiplier and the currency written down', () =>
    adding(addTrade(fieldsOf({ notes: 'a breakout', tags: ['gap'] }))).then([
      added({ notes: 'a breakout', tags: ['gap'], currency: 'USD', multiplier: '1', multiplierSource: 'table' }),
    ]));

  it('takes the currency of its account over the base currency', () =>
    adding(addTrade(fieldsOf({ accountId: 'eu' })), inAccount({ open: true, currency: 'EUR' })).then([
      added({ accountId: 'eu', currency: 'EUR' }),
    ]));

  it('takes the base currency without an account', () =>
    adding(addTrade(fieldsOf()), { ...NO_ACCOUNT, baseCurrency: 'CHF' }).then([added({ currency: 'CHF' })]));

  it('keeps each tag once', () =>
    adding(addTrade(fieldsOf({ tags: ['a', 'b', 'a'] }))).then([added({ tags: ['a', 'b'] })]));

  it('refuses a tag that is too long', () => {
    const longest = 'x'.repeat(TRADE_LIMITS.tagLength);
    adding(addTrade(fieldsOf({ tags: [longest] }))).then([added({ tags: [longest] })]);
    adding(addTrade(fieldsOf({ tags: ['gap', `${longest}x`] }))).thenRefused('invalid', ['tags']);
  });

  it.each([
    ['stock', fieldsOf({ symbol: 'ESZ6' }), '1', 'table'],
    ['crypto', fieldsOf({ assetType: 'crypto' }), '1', 'table'],
    ['option', fieldsOf(CALL), '100', 'table'],
    ['known future', fieldsOf(FUTURE), '50', 'table'],
    [
      'known future whose multiplier the member knows better',
      fieldsOf({ ...FUTURE, multiplier: '49.5' }),
      '49.5',
      'user',
    ],
    ['unknown future with a multiplier', fieldsOf({ ...FUTURE, symbol: 'XYZZ6', multiplier: '7' }), '7', 'user'],
  ] as const)('knows the multiplier of a %s', (_name, fields, multiplier, multiplierSource) =>
    adding(addTrade(fields)).thenState({
      details: aTrade({ ...fields, side: fields.assetType === 'option' ? 'buy' : null, multiplier, multiplierSource }),
    }),
  );

  it('takes an option as bought unless it was written', () => {
    adding(addTrade(fieldsOf(CALL))).thenState({ details: aTrade({ ...CALL, side: 'buy', multiplier: '100' }) });
    adding(addTrade(fieldsOf({ ...CALL, side: 'sell' }))).thenState({
      details: aTrade({ ...CALL, side: 'sell', multiplier: '100' }),
    });
  });

  it.each([
    ['an unknown future without a multiplier', fieldsOf({ ...FUTURE, symbol: 'XYZZ6' }), 'multiplier'],
    ['a multiplier of zero', fieldsOf({ multiplier: '0' }), 'multiplier'],
    ['a negative multiplier', fieldsOf({ multiplier: '-1' }), 'multiplier'],
    ['a CALL on a stock', fieldsOf({ direction: 'CALL' }), 'direction'],
    ['a PUT on a future', fieldsOf({ ...FUTURE, direction: 'PUT' }), 'direction'],
    ['a LONG option', fieldsOf({ ...CALL, direction: 'LONG' }), 'direction'],
    ['a SHORT option', fieldsOf({ ...CALL, direction: 'SHORT' }), 'direction'],
    ['a side on a stock', fieldsOf({ side: 'buy' }), 'side'],
    ['a strike on a stock', fieldsOf({ strike: '100' }), 'strike'],
    ['an expiration on a crypto', fieldsOf({ assetType: 'crypto', expiration: '2026-01-16' }), 'expiration'],
    ['a strike of zero', fieldsOf({ ...CALL, strike: '0' }), 'strike'],
    ['a negative stop on a stock', fieldsOf({ stopPrice: '-0.01' }), 'stopPrice'],
  ])('refuses %s', (_name, fields, field) => adding(addTrade(fields)).thenRefused('invalid', [field]));

  it('tells all that is wrong at once', () =>
    adding(
      addTrade(fieldsOf({ direction: 'PUT', strike: '100', multiplier: '0' }), [open('in', '0 @ -1', '09:30')]),
    ).thenRefused('invalid', ['direction', 'strike', 'multiplier', 'executions.0.quantity', 'executions.0.price']));

  it('takes negative prices for futures', () =>
    adding(addTrade(fieldsOf({ ...FUTURE, stopPrice: '-40' }), [open('in', '1 @ -37.63', '09:30')])).then([
      added({ ...FUTURE, multiplier: '50', stopPrice: '-40', executions: [open('in', '1 @ -37.63', '09:30')] }),
    ]));

  it.each(['stock', 'crypto'] as const)('refuses a negative price for a %s', (assetType) =>
    adding(addTrade(fieldsOf({ assetType }), [open('in', '1 @ -0.01', '09:30')])).thenRefused('invalid', [
      'executions.0.price',
    ]),
  );

  it('refuses a negative premium', () =>
    adding(addTrade(fieldsOf(CALL), [open('in', '1 @ -0.01', '09:30')])).thenRefused('invalid', [
      'executions.0.price',
    ]));

  it('takes an option that expires at 0, and a rebate', () => {
    const executions = [open('in', '2 @ 1.50', '09:30', '-0.25'), close('out', '2 @ 0', '16:00')];
    adding(addTrade(fieldsOf(CALL), executions)).then([added({ ...CALL, side: 'buy', multiplier: '100', executions })]);
  });

  it('refuses a second trade under one id', () =>
    given(trade, [added()]).when(addTrade(fieldsOf()), NO_ACCOUNT).thenRefused('already-exists'));

  it('refuses a second trade under the id of a deleted one', () =>
    given(trade, [added(), DELETED]).when(addTrade(fieldsOf()), NO_ACCOUNT).thenRefused('already-exists'));

  it('refuses a closed account', () =>
    adding(addTrade(fieldsOf({ accountId: 'a' })), CLOSED_ACCOUNT).thenRefused('account-closed', ['accountId']));

  it('refuses an account that there is not', () =>
    adding(addTrade(fieldsOf({ accountId: 'a' })), NO_ACCOUNT).thenRefused('invalid', ['accountId']));

  describe('in shorthand', () => {
    it('is one execution while the trade is open', () => adding(addSimple({ fees: '1.3' })).then([added()]));

    it('is two executions, the fees on the entry, when it is closed', () =>
      adding(addSimple({ exitPrice: '191.1', exitAt: at('15:30') })).then([added({ executions: [BOUGHT, SOLD] })]));

    it.each([
      ['an exit price without a time', { exitPrice: '191.1' }, 'exitAt'],
      ['an exit time without a price', { exitAt: at('15:30') }, 'exitPrice'],
      ['an exit before the entry', { exitPrice: '191.1', exitAt: at('09:29') }, 'exitAt'],
      ['a quantity of zero', { quantity: '0' }, 'quantity'],
      ['a quantity of zero with an exit, once', { quantity: '0', exitPrice: '191.1', exitAt: at('15:30') }, 'quantity'],
      ['a negative quantity', { quantity: '-1' }, 'quantity'],
      ['a negative entry price', { entryPrice: '-1' }, 'entryPrice'],
      ['a negative exit price', { exitPrice: '-1', exitAt: at('15:30') }, 'exitPrice'],
    ])('refuses %s', (_name, said, field) => adding(addSimple(said)).thenRefused('invalid', [field]));

    it('says each fault once in its sentence', () => {
      const command = addSimple({ quantity: '0', exitPrice: '191.1', exitAt: at('15:30') });
      expect(trade.decide(command, trade.initial, NO_ACCOUNT)).toMatchObject({
        message: 'Enter a quantity above zero.',
      });
    });
  });

  describe('with executions', () => {
    const sequence = (...executions: Parameters<typeof addTrade>[1] & object) =>
      adding(addTrade(fieldsOf(), executions));

    it('keeps them in the order in which they were said', () => {
      const executions = [close('out', '10 @ 191.10', '15:30'), open('in', '10 @ 187.23', '09:30')];
      sequence(...executions).then([added({ executions })]);
    });

    it('lets an exit share the moment of its entry, wherever it stands in the list', () => {
      const executions = [close('out', '10 @ 191.10', '09:30'), open('in', '10 @ 187.23', '09:30')];
      sequence(...executions).then([added({ executions })]);
    });

    it('scales in and out', () => {
      const executions = [
        open('in1', '1 @ 10', '09:30'),
        close('out1', '0.5 @ 11', '10:00'),
        open('in2', '2 @ 12', '11:00'),
        close('out2', '2.5 @ 13', '12:00'),
      ];
      sequence(...executions).then([added({ executions })]);
    });

    it('opens again at the very moment of an exit, openings counting first', () => {
      const executions = [
        open('in1', '1 @ 10', '09:30'),
        close('out', '1 @ 11', '10:00'),
        open('in2', '1 @ 10', '10:00'),
      ];
      sequence(...executions).then([added({ executions })]);
    });

    it('refuses none', () => sequence().thenRefused('invalid', ['executions']));

    it('refuses an exit alone', () => sequence(close('out', '1 @ 1', '09:30')).thenRefused('invalid', ['executions']));

    it('refuses an exit before the entry', () =>
      sequence(open('in', '1 @ 1', '09:30'), close('out', '1 @ 1', '09:29')).thenRefused('invalid', [
        'executions.1.at',
      ]));

    it('refuses to close more than is open in the end', () =>
      sequence(open('in', '1 @ 1', '09:30'), close('out', '1.0000000001 @ 1', '10:00')).thenRefused('invalid', [
        'executions.1.quantity',
      ]));

    it('refuses to close more than is open at any moment', () =>
      sequence(
        open('in1', '1 @ 1', '09:30'),
        open('in2', '5 @ 1', '11:00'),
        close('out', '2 @ 1', '10:00'),
      ).thenRefused('invalid', ['executions.2.quantity']));

    it('refuses to open again after flat', () =>
      sequence(
        open('in1', '1 @ 1', '09:30'),
        close('out', '1 @ 1', '10:00'),
        open('in2', '1 @ 1', '10:01'),
      ).thenRefused('invalid', ['executions.2.at']));

    it('refuses two under one id', () =>
      sequence(open('in', '1 @ 1', '09:30'), open('in', '1 @ 1', '10:00')).thenRefused('invalid', ['executions.1.id']));

    it('refuses more than the limit', () => {
      const openings = (count: number) => Array.from({ length: count }, (_, n) => open(`in${n}`, '1 @ 1', '09:30'));
      sequence(...openings(TRADE_LIMITS.executions + 1)).thenRefused('invalid', ['executions']);
      sequence(...openings(TRADE_LIMITS.executions)).thenState({ status: 'recorded' });
    });
  });
});
