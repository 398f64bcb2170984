import fc from 'fast-check';
import type { AccountCommand } from '../account/account.commands.js';
import { BALANCE_REASONS } from '../account/account.events.js';
import { exactly } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { ListedExecution, Shorthand, TradeCommand, TradeFields } from '../trade/trade.commands.js';
import type { Execution } from '../trade/trade.events.js';
import { at, fieldsOf } from './a-trade.js';

export const TRADES = ['t1', 't2', 't3'] as const;
export const ACCOUNTS = ['usd', 'eur'] as const;

/** One thing that a member asks, at a trade or at an account. `pick` chooses among the executions that are there by then. */
export type Step =
  | { readonly trade: string; readonly command: TradeCommand; readonly pick: number }
  | { readonly account: string; readonly command: AccountCommand };

// Few moments, so that many fall together.
const momentsFrom = (min: number, max: number) =>
  fc.integer({ min, max }).map((n) => at(`01-0${5 + Math.floor(n / 4)} ${10 + (n % 4)}:00`));
const moments = momentsFrom(0, 9);
const among = (...texts: readonly string[]) => fc.constantFrom(...texts).map(exactly);
const often = <T>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 15, arbitrary: usual }, { weight: 1, arbitrary: unusual });
const quantitiesIn = often(among('3', '5', '7.7', '0.9999999999'), among('0', '0.0000000001'));
const quantitiesOut = often(among('1', '1', '2', '0.5', '0.3333333333'), among('0', '7.7'));
const prices = often(among('10', '10.1', '12.3456789', '99.9999999999', '100.25'), among('0', '-1.5'));
const fees = among('0', '0', '1', '2.3', '-0.5', '0.0000000001');

const oneIn = (chances: number, value: fc.Arbitrary<Partial<TradeFields>>) =>
  fc.oneof({ weight: chances - 1, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: value });

const instruments = fc.constantFrom<Partial<TradeFields>>(
  { symbol: 'AAPL', assetType: 'stock', direction: 'LONG' },
  { symbol: 'TSLA', assetType: 'stock', direction: 'SHORT' },
  { symbol: 'BTC-USD', assetType: 'crypto', direction: 'LONG' },
  { symbol: 'SPY', assetType: 'option', direction: 'PUT' },
  { symbol: 'SPX', assetType: 'option', direction: 'CALL', side: 'sell' },
  { symbol: '/ESZ6', assetType: 'future', direction: 'LONG' },
  { symbol: 'MNQ', assetType: 'future', direction: 'SHORT' },
  { symbol: 'XYZ', assetType: 'future', direction: 'LONG', multiplier: exactly('2.5') },
);

const someFields = fc
  .tuple(
    oneIn(2, fc.record({ accountId: often(fc.constantFrom('usd', 'eur', null), fc.constant('none')) })),
    oneIn(3, fc.record({ stopPrice: fc.option(often(among('9', '10', '11', '100.5'), among('-2'))) })),
    oneIn(4, fc.record({ tags: fc.subarray(['gap', 'late', 'gap']), notes: fc.constantFrom(null, 'a', 'b') })),
    oneIn(6, fc.record({ multiplier: often<DecimalText | null>(fc.option(among('0.1', '3')), among('-1', '0')) })),
    oneIn(
      8,
      fc.constantFrom<Partial<TradeFields>>(
        { symbol: 'MNQ' },
        { symbol: 'XYZ' },
        { direction: 'PUT' },
        { side: 'buy' },
      ),
    ),
  )
  .map((parts): Partial<TradeFields> => Object.assign({}, ...parts) as Partial<TradeFields>);

const shorthands = fc
  .record({
    quantity: quantitiesIn,
    entryPrice: prices,
    entryAt: momentsFrom(0, 4),
    exitPrice: fc.option(prices),
    exitAt: momentsFrom(3, 9),
    fees,
  })
  .chain((short) => {
    const fits = short.exitPrice === null ? { ...short, exitAt: null } : short;
    return often<Shorthand>(fc.constant(fits), fc.constant({ ...short, exitAt: null }));
  });

type Fill = Omit<Execution, 'id'>;

// Mostly in early and out late, and less at once, so that many lists are sound.
const entries: fc.Arbitrary<Fill> = fc.record({
  type: fc.constant('open'),
  at: momentsFrom(0, 4),
  quantity: quantitiesIn,
  price: prices,
  fees,
});
const exits: fc.Arbitrary<Fill> = fc.record({
  type: fc.constant('close'),
  at: momentsFrom(3, 9),
  quantity: quantitiesOut,
  price: prices,
  fees,
});
const fills = fc.oneof(entries, exits, exits);

const executionLists = fc
  .tuple(entries, fc.array(fills, { maxLength: 4 }))
  .map(([first, rest]) => [first, ...rest].map((fill, n) => ({ ...fill, id: `e${n}` })));

/** Which of the fills that are there stay, by their places, and how; then new ones. */
const listedExecutions: fc.Arbitrary<readonly ListedExecution[]> = fc
  .tuple(
    entries,
    fc.shuffledSubarray([0, 1, 2, 3]),
    fc.array(fills, { minLength: 4, maxLength: 4 }),
    fc.array(fills, { maxLength: 2 }),
  )
  .map(([first, stay, edited, added]) => [
    { execution: { ...first, id: '0' }, isNew: false },
    ...stay.map((place, n) => ({ execution: { ...edited[n]!, id: String(place + 1) }, isNew: false })),
    ...added.map((fill, n) => ({ execution: { ...fill, id: `new${n}` }, isNew: true })),
  ]);

const additions: fc.Arbitrary<TradeCommand> = fc.record({
  type: fc.constant('AddTrade'),
  fields: fc.tuple(instruments, someFields).map(([instrument, some]) => ({ ...fieldsOf(instrument), ...some })),
  executions: fc.oneof(executionLists, fc.record({ shorthand: shorthands, ids: fc.constant(['e0', 'e1'] as const) })),
});

const tradeCommands: fc.Arbitrary<TradeCommand> = fc.oneof(
  { weight: 2, arbitrary: additions },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('EditTrade'),
      fields: fc.oneof(someFields, instruments),
      shorthand: fc.oneof(fc.constant({}), partOf(shorthands)),
      newExecutionId: fc.constant('new'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('EditTrade'),
      fields: fc.oneof(fc.constant({}), someFields),
      shorthand: fc.constant({}),
      executions: listedExecutions,
      newExecutionId: fc.constant('new'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('AddExecution'),
      execution: fills.map((fill) => ({ ...fill, id: 'new' })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('EditExecution'),
      executionId: fc.constant(''),
      fields: partOf(fills),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('RemoveExecution'), executionId: fc.constant('') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('CloseTrade'),
      executionId: fc.constant('new'),
      exitPrice: prices,
      exitAt: moments,
      fees,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('DeleteTrade') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('RestoreTrade') }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('RevertTrade'), toStreamVersion: fc.integer({ min: 0, max: 8 }) }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('Undo'), streamVersion: fc.integer({ min: 0, max: 9 }) }) },
);

/** Any of the fields of a value, also none. */
function partOf<T extends object>(values: fc.Arbitrary<T>): fc.Arbitrary<Partial<T>> {
  return fc
    .tuple(values, fc.infiniteStream(fc.boolean()))
    .map(([value, taken]) => Object.fromEntries(Object.entries(value).filter(() => taken.next().value)) as Partial<T>);
}

const accountCommands: fc.Arbitrary<AccountCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('UpdateBalance'),
      to: fc.oneof(
        fc.record({ balance: among('0', '900', '1000', '1100.5', '5000', '-20') }),
        fc.record({ adjustment: among('0', '100', '0.5', '-20', '-1000') }),
      ),
      reason: fc.constantFrom(...BALANCE_REASONS),
      at: moments,
      now: fc.constant(at('01-07 10:00')),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('EditAccount'),
      fields: fc.record({ startingBalance: among('1000', '1000.01') }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('CloseAccount') }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('ReopenAccount') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('Undo'), streamVersion: fc.integer({ min: 2, max: 6 }) }) },
);

const aimed = (commands: fc.Arbitrary<TradeCommand>, trade: fc.Arbitrary<string>) =>
  fc.record({ trade, command: commands, pick: fc.nat(3) });

/** Each trade is added at first, and then anything may be asked of anything. */
export const steps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.tuple(...TRADES.map((id) => aimed(additions, fc.constant(id)))),
    fc.array<Step>(
      fc.oneof(
        { weight: 6, arbitrary: aimed(tradeCommands, fc.constantFrom(...TRADES)) },
        { weight: 1, arbitrary: fc.record({ account: fc.constantFrom(...ACCOUNTS), command: accountCommands }) },
      ),
      { maxLength: 30, size: 'max' },
    ),
  )
  .map(([first, later]) => [...first, ...later]);
