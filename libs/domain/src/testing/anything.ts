import fc from 'fast-check';
import type { AccountCommand, AccountFacts } from '../account/account.commands.js';
import { BALANCE_REASONS } from '../account/account.events.js';
import type { AccountDetails, AccountEvent } from '../account/account.events.js';
import type { Changes } from '../changes.js';
import type { DayNote, DayNoteCommand, DayNoteEvent } from '../day-note/day-note.js';
import { ASSET_TYPES, DIRECTIONS, SIDES } from '../instrument/instrument.js';
import { THEMES } from '../member/member.js';
import type { MemberCommand, MemberEvent, Settings } from '../member/member.js';
import { parseDecimal } from '../money/decimal.js';
import { parseDay } from '../time/day.js';
import { toInstant } from '../time/instant.js';
import { TRADING_DAYS } from '../time/trading-day.js';
import type { Shorthand, TradeCommand, TradeFacts, TradeFields } from '../trade/trade.commands.js';
import type { Execution, TradeDetails, TradeEvent } from '../trade/trade.events.js';
import { aTrade, BOUGHT, SOLD } from './a-trade.js';

/** Commands and events of the right types and otherwise of any content, sense or not. */

const decimals = fc
  .tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), fc.nat(9_999_999))
  .map(([sign, whole, part]) => parseDecimal(`${sign}${whole}.${part}`)!);
const somewhen = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => toInstant(date));
const texts = fc.oneof(fc.string(), fc.constantFrom('', '__proto__', 'constructor', 'toString', '/ESZ6'));
const ids = fc.oneof(fc.constantFrom('in', 'out'), texts);
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values);

type Model<T> = { readonly [Field in keyof T]: fc.Arbitrary<T[Field]> };

const partOf = <T extends object>(model: Model<T>) =>
  fc.record<T, keyof T>(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

/** Changes of any of the fields, from anything to anything. */
function changesOf<T extends object>(model: Model<T>): fc.Arbitrary<Changes<T>> {
  const sides = Object.entries<fc.Arbitrary<unknown>>(model).map(([field, values]) => [
    field,
    fc.record({ from: values, to: values }),
  ]);
  return partOf(Object.fromEntries(sides) as Model<Required<Changes<T>>>) as fc.Arbitrary<Changes<T>>;
}

const fill: Model<Omit<Execution, 'id'>> = {
  type: fc.constantFrom('open', 'close'),
  at: somewhen,
  quantity: decimals,
  price: decimals,
  fees: decimals,
};

const executions = fc.record<Execution>({ id: ids, ...fill });

const fields: Model<TradeFields> = {
  accountId: orNull(ids),
  symbol: texts,
  assetType: fc.constantFrom(...ASSET_TYPES),
  direction: fc.constantFrom(...DIRECTIONS),
  side: orNull(fc.constantFrom(...SIDES)),
  strike: orNull(decimals),
  expiration: orNull(fc.constant(parseDay('2026-01-16')!)),
  multiplier: orNull(decimals),
  stopPrice: orNull(decimals),
  notes: orNull(texts),
  tags: fc.array(texts, { maxLength: 3 }),
};

const details: Model<Omit<TradeDetails, 'currency'>> = {
  ...fields,
  multiplier: decimals,
  multiplierSource: fc.constantFrom('table', 'user'),
  executions: fc.array(executions, { maxLength: 4 }),
};

const shorthand: Model<Shorthand> = {
  quantity: decimals,
  entryPrice: decimals,
  entryAt: somewhen,
  exitPrice: orNull(decimals),
  exitAt: orNull(somewhen),
  fees: decimals,
};

const nothing = fc.constant({});
const typed = <Type extends string>(type: Type) => ({ type: fc.constant(type) });

export const tradeEvents: fc.Arbitrary<TradeEvent> = fc.oneof(
  fc.record({ ...typed('TradeAdded'), data: fc.record<TradeDetails>({ ...details, currency: texts }) }),
  fc.record({ ...typed('TradeEdited'), data: fc.record({ changes: changesOf(details) }) }),
  fc.record({ ...typed('TradeReverted'), data: fc.record({ toStreamVersion: fc.nat(), changes: changesOf(details) }) }),
  fc.record({ ...typed('ExecutionAdded'), data: fc.record({ execution: executions }) }),
  fc.record({ ...typed('ExecutionEdited'), data: fc.record({ executionId: ids, changes: changesOf(fill) }) }),
  fc.record({ ...typed('ExecutionRemoved'), data: fc.record({ execution: executions }) }),
  fc.record({ ...typed('TradeDeleted'), data: nothing }),
  fc.record({ ...typed('TradeRestored'), data: nothing }),
);

export const tradeCommands: fc.Arbitrary<TradeCommand> = fc.oneof(
  fc.record({
    ...typed('AddTrade'),
    fields: fc.record<TradeFields>(fields),
    executions: fc.oneof(
      details.executions,
      fc.record({ shorthand: fc.record<Shorthand>(shorthand), ids: fc.constant(['in', 'out'] as const) }),
    ),
  }),
  fc.record({ ...typed('EditTrade'), fields: partOf(fields), shorthand: partOf(shorthand), newExecutionId: ids }),
  fc.record({
    ...typed('EditTrade'),
    fields: partOf(fields),
    shorthand: nothing,
    executions: fc.array(fc.record({ execution: executions, isNew: fc.boolean() }), { maxLength: 4 }),
    newExecutionId: ids,
  }),
  fc.record({ ...typed('AddExecution'), execution: executions }),
  fc.record({ ...typed('EditExecution'), executionId: ids, fields: partOf(fill) }),
  fc.record({ ...typed('RemoveExecution'), executionId: ids }),
  fc.record({ ...typed('CloseTrade'), executionId: ids, exitPrice: decimals, exitAt: somewhen, fees: decimals }),
  fc.record(typed('DeleteTrade')),
  fc.record(typed('RestoreTrade')),
  fc.record({ ...typed('RevertTrade'), toStreamVersion: fc.integer() }),
);

/** Facts as they can be: what a trade said once is sound. */
export const tradeFacts: fc.Arbitrary<TradeFacts> = fc.record({
  baseCurrency: texts,
  account: orNull(fc.record({ open: fc.boolean(), currency: fc.constantFrom('USD', 'EUR') })),
  undoing: fc.constant(null),
  target: orNull(fc.constantFrom(aTrade(), aTrade({ executions: [BOUGHT, SOLD], stopPrice: '180' }))),
});

const account: Model<Omit<AccountDetails, 'currency'>> = {
  platform: texts,
  name: texts,
  externalId: orNull(texts),
  startingBalance: decimals,
  tradingDay: fc.constantFrom(...TRADING_DAYS),
};

const update = { balance: decimals, reason: fc.constantFrom(...BALANCE_REASONS), at: somewhen };

const accountDetails = fc.record<AccountDetails>({ ...account, currency: texts });

export const accountEvents: fc.Arbitrary<AccountEvent> = fc.oneof(
  fc.record({ ...typed('AccountAdded'), data: accountDetails }),
  fc.record({ ...typed('AccountEdited'), data: fc.record({ changes: changesOf(account) }) }),
  fc.record({ ...typed('BalanceUpdated'), data: fc.record({ ...update, adjustment: decimals }) }),
  fc.record({ ...typed('BalanceUpdateRemoved'), data: fc.record({ ...update, adjustment: decimals }) }),
  fc.record({ ...typed('AccountRemoved'), data: nothing }),
  fc.record({ ...typed('AccountRestored'), data: nothing }),
  fc.record({ ...typed('AccountClosed'), data: nothing }),
  fc.record({ ...typed('AccountReopened'), data: nothing }),
);

export const accountCommands: fc.Arbitrary<AccountCommand> = fc.oneof(
  fc.record({ ...typed('AddAccount'), details: accountDetails }),
  fc.record({ ...typed('EditAccount'), fields: partOf(account) }),
  fc.record({
    ...typed('UpdateBalance'),
    to: fc.oneof(fc.record({ balance: decimals }), fc.record({ adjustment: decimals })),
    reason: update.reason,
    at: somewhen,
    now: somewhen,
  }),
  fc.record(typed('CloseAccount')),
  fc.record(typed('ReopenAccount')),
);

export const accountFacts: fc.Arbitrary<AccountFacts> = fc.record({
  realizedNet: decimals,
  trades: fc.nat(2),
  undoing: fc.constant(null),
});

const settings: Model<Settings> = {
  timeZone: texts,
  baseCurrency: texts,
  theme: fc.constantFrom(...THEMES),
  breakevenTolerance: fc.dictionary(texts, decimals, { maxKeys: 2 }),
};

export const memberEvents: fc.Arbitrary<MemberEvent> = fc.oneof(
  fc.record({ ...typed('UserRegistered'), data: fc.record<Settings>(settings) }),
  fc.record({ ...typed('SettingsChanged'), data: fc.record({ changes: changesOf(settings) }) }),
);

export const memberCommands: fc.Arbitrary<MemberCommand> = fc.oneof(
  fc.record({ ...typed('RegisterUser'), settings: fc.record<Settings>(settings) }),
  fc.record({ ...typed('ChangeSettings'), fields: partOf(settings) }),
);

const note: Model<DayNote> = { notes: orNull(texts) };
/** One day: the stream of a day knows no other. */
const theDay = fc.constant(parseDay('2026-01-16')!);

export const dayNoteEvents: fc.Arbitrary<DayNoteEvent> = fc.record({
  ...typed('DayNoteWritten'),
  data: fc.record({ day: theDay, changes: changesOf(note) }),
});

export const dayNoteCommands: fc.Arbitrary<DayNoteCommand> = fc.record({
  ...typed('WriteDayNote'),
  day: theDay,
  ...note,
});
