import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  account,
  ChainWalk,
  connection,
  dayNote,
  DEFAULT_SETTINGS,
  fold,
  GENESIS_HASH,
  imports,
  member,
  Refusal,
  trade,
  undoingOf,
  ZERO,
} from '@singularity/domain';
import type { AccountEvent, Day, DecimalText, Instant, LedgerEvent } from '@singularity/domain';
import { seal, sha256 } from './hash-chain.js';
import { SCHEMA_VERSIONS, toLedgerEvent } from './recorded-event.js';
import type { RecordedEvent } from './recorded-event.js';

/**
 * One stored event of every type and schema version that was ever shipped, as it stands in ledgers out there. These
 * files are never edited: code that no longer reads or writes one of them has broken somebody's history.
 */
const GOLDEN = join(import.meta.dirname, 'golden');

/** What an event says today beside its payload, where that is of an older schema version. */
const LIFTED: Readonly<Record<string, object>> = { 'AccountAdded.v1': { tradingDay: 'midnight' } };

const golden = new Map(
  readdirSync(GOLDEN).map((file) => [
    file.replace('.golden.json', ''),
    JSON.parse(readFileSync(join(GOLDEN, file), 'utf8')) as RecordedEvent,
  ]),
);

/** After which events a stream comes to which states; of each kind of stream. Each golden event is in one of these. */
const HISTORIES = [
  [member, ['UserRegistered.v1', 'SettingsChanged.v1']],
  [
    account,
    [
      ...['AccountAdded.v1', 'AccountEdited.v1', 'BalanceUpdated.v1', 'BalanceUpdateRemoved.v1', 'AccountClosed.v1'],
      ...['AccountReopened.v1', 'AccountRemoved.v1', 'AccountRestored.v1'],
    ],
  ],
  [account, ['AccountAdded.v2']],
  [
    trade,
    [
      ...['TradeAdded.v1', 'TradeEdited.v1', 'ExecutionAdded.v1', 'ExecutionEdited.v1', 'ExecutionRemoved.v1'],
      ...['TradeDeleted.v1', 'TradeRestored.v1', 'TradeReverted.v1'],
    ],
  ],
  [imports, ['ImportConfirmed.v1', 'ImportUndone.v1']],
  [connection, ['ConnectionAdded.v1', 'ConnectionChanged.v1', 'ConnectionRemoved.v1']],
  [dayNote, ['DayNoteWritten.v1']],
] as const;

/** The state after each golden event, as it has been ever since there was that event. Never edited either. */
const STATES = JSON.parse(readFileSync(join(import.meta.dirname, 'golden-states.golden.json'), 'utf8')) as Readonly<
  Record<string, unknown>
>;

const d = (text: string) => text as DecimalText;
const day = '2026-01-05' as Day;
const at = (minute: number) => `2026-01-05T14:${minute}:00.000Z` as Instant;
const id = (n: number) => `0198c0de-0000-7000-8000-00000000000${n}`;

const fields = {
  accountId: id(1),
  symbol: '/ESZ6',
  assetType: 'future',
  direction: 'LONG',
  side: null,
  strike: null,
  expiration: null,
  multiplier: null,
  stopPrice: d('4990.25'),
  notes: 'Breakout "retest" – 🚀',
  tags: ['breakout', 'A+'],
} as const;
const facts = { baseCurrency: 'USD', account: { open: true, currency: 'USD' }, target: null, undoing: null };
const accountFacts = { realizedNet: ZERO, trades: 0, undoing: null };
const undoing = (events: readonly AccountEvent[], streamVersion: number) => ({
  ...accountFacts,
  undoing: undoingOf(account, events, streamVersion),
});
const fill = (n: number, type: 'open' | 'close', price: string) =>
  ({ id: id(n), type, at: at(30 + n), quantity: d('2'), price: d(price), fees: d('1.24') }) as const;

/** One event of each type, decided by today's rules. */
function decidedToday(): readonly LedgerEvent[] {
  const settings = decide(member, [], { type: 'RegisterUser', settings: DEFAULT_SETTINGS }, { undoing: null });
  const details = {
    platform: 'TopstepX',
    name: 'Combine',
    externalId: null,
    startingBalance: d('50000'),
    currency: 'USD',
  };
  const opened = decide(account, [], { type: 'AddAccount', details }, accountFacts);
  const closed = decide(account, [opened], { type: 'CloseAccount' }, accountFacts);
  const added = decide(trade, [], { type: 'AddTrade', fields, executions: [fill(2, 'open', '5000.25')] }, facts);
  const exit = decide(trade, [added], { type: 'AddExecution', execution: fill(3, 'close', '5003.75') }, facts);
  const deleted = decide(trade, [added], { type: 'DeleteTrade' }, facts);
  const edit = {
    type: 'EditTrade',
    fields: { notes: null, tags: ['B'] },
    shorthand: { entryPrice: d('5000.5') },
    newExecutionId: id(4),
  } as const;
  const edited = decide(trade, [added], edit, facts);
  const balance = {
    type: 'UpdateBalance',
    to: { balance: d('49000.5') },
    reason: 'withdrawal',
    at: at(10),
    now: at(11),
  } as const;
  const updated = decide(account, [opened], balance, accountFacts);
  const removed = decide(account, [opened], { type: 'Undo', streamVersion: 1 }, undoing([opened], 1));
  const imported = {
    accountId: id(1),
    files: [{ name: 'trades "1" – 🚀.csv', bytes: 120, sha256: 'ab'.repeat(32), platform: 'topstepx', kind: 'trades' }],
    options: { timeZone: 'America/Chicago', dateOrder: null },
    counts: { fills: 4, new: 2, duplicates: 2 },
  };
  const confirmed = decide(imports, [], { type: 'ConfirmImport', details: imported }, { account: { open: true } });
  const known = { accounts: new Map([[id(1), { open: true }]]) };
  const connected = decide(connection, [], { type: 'AddConnection', broker: 'tradier', label: 'Main "1" – 🚀' }, known);
  const mapping = {
    paused: true,
    newCredentials: true,
    accounts: [{ brokerAccount: 'VA000001', accountId: id(1), from: '2026-01-05' }],
  };
  const target = added.type === 'TradeAdded' ? added.data : null;
  return [
    settings,
    decide(
      member,
      [settings],
      { type: 'ChangeSettings', fields: { timeZone: 'Europe/Vienna', breakevenTolerance: { USD: d('2.5') } } },
      { undoing: null },
    ),
    opened,
    decide(account, [opened], { type: 'EditAccount', fields: { name: 'Funded', externalId: 'T-77' } }, accountFacts),
    updated,
    closed,
    decide(account, [opened, closed], { type: 'ReopenAccount' }, accountFacts),
    decide(account, [opened, updated], { type: 'Undo', streamVersion: 2 }, undoing([opened, updated], 2)),
    removed,
    decide(account, [opened, removed], { type: 'Undo', streamVersion: 2 }, undoing([opened, removed], 2)),
    added,
    edited,
    exit,
    decide(trade, [added, exit], { type: 'EditExecution', executionId: id(3), fields: { price: d('5004') } }, facts),
    decide(trade, [added, exit], { type: 'RemoveExecution', executionId: id(3) }, facts),
    deleted,
    decide(trade, [added, deleted], { type: 'RestoreTrade' }, facts),
    decide(trade, [added, edited], { type: 'RevertTrade', toStreamVersion: 1 }, { ...facts, target }),
    confirmed,
    decide(imports, [confirmed], { type: 'UndoImport' }, { account: null }),
    connected,
    decide(connection, [connected], { type: 'ChangeConnection', fields: mapping }, known),
    decide(connection, [connected], { type: 'RemoveConnection' }, known),
    decide(dayNote, [], { type: 'WriteDayNote', day, notes: 'Waited for the "retest" – 🚀' }, { undoing: null }),
  ];
}

function decide<State, Command, Event extends LedgerEvent, Facts>(
  rules: {
    initial: State;
    decide: (command: Command, state: State, facts: Facts) => readonly Event[] | Refusal;
    evolve: (state: State, event: Event) => State;
  },
  given: readonly Event[],
  command: NoInfer<Command>,
  known: NoInfer<Facts>,
): Event {
  const decision = rules.decide(command, fold(rules, rules.initial, given), known);
  if (decision instanceof Refusal) throw new Error(decision.message);
  const [event] = decision;
  if (!event) throw new Error('Nothing was decided.');
  return event;
}

function stored(event: LedgerEvent): RecordedEvent {
  const envelope = {
    userId: id(0),
    version: 1,
    streamType: 'trade',
    streamId: id(9),
    streamVersion: 1,
    commandId: id(8),
    origin: 'form',
    batchId: null,
    undoes: null,
    recordedAt: at(45),
  } as const;
  return seal(GENESIS_HASH, envelope, event, '000102030405060708090a0b0c0d0e0f');
}

describe('the stored events', () => {
  const today = decidedToday();

  it('are there for every type and version', () => {
    const names = Object.entries(SCHEMA_VERSIONS).map(([type, version]) => `${type}.v${version}`);
    expect(today.map(({ type }) => `${type}.v${SCHEMA_VERSIONS[type]}`).sort()).toEqual(names.sort());
    expect([...golden.keys()].sort()).toEqual(expect.arrayContaining(names));
  });

  it.each(today.map((event) => [event.type, event] as const))('%s is still written as it always was', (type, event) => {
    expect(stored(event)).toEqual(golden.get(`${type}.v${SCHEMA_VERSIONS[type]}`));
  });

  it.each([...golden])('%s is still read, and still has its hash', (name, event) => {
    expect(new ChainWalk(sha256, event.userId).step(event)).toBeNull();
    expect(toLedgerEvent(event)).toEqual({ type: event.type, data: { ...(event.payload as object), ...LIFTED[name] } });
  });
});

describe('the states of stored events', () => {
  const states = Object.fromEntries(HISTORIES.flatMap(([rules, names]) => statesAfter(rules as AnyRules, names)));

  it('are known of every one of them', () => {
    expect(Object.keys(states).sort()).toEqual([...golden.keys()].sort());
    expect(Object.keys(STATES).sort()).toEqual([...golden.keys()].sort());
  });

  it.each(Object.entries(states))('%s still makes of its stream what it always made', (name, state) => {
    expect(state).toEqual(STATES[name]);
  });
});

interface AnyRules {
  readonly initial: unknown;
  readonly evolve: (state: unknown, event: LedgerEvent) => unknown;
}

function statesAfter(rules: AnyRules, names: readonly string[]): readonly (readonly [string, unknown])[] {
  let state = rules.initial;
  return names.map((name) => {
    state = rules.evolve(state, toLedgerEvent(golden.get(name)!));
    return [name, JSON.parse(JSON.stringify(state))] as const;
  });
}
