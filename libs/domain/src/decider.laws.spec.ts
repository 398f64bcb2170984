import fc from 'fast-check';
import type { AccountCommand, AccountFacts } from './account/account.commands.js';
import type { AccountEvent } from './account/account.events.js';
import { account } from './account/account.js';
import type { RecordedAccount } from './account/account.state.js';
import { dayNote, noteIn } from './day-note/day-note.js';
import { fold, Refusal } from './decider.js';
import type { Decider } from './decider.js';
import { changesOf } from './history/history.js';
import type { LedgerEvent } from './history/history.js';
import { member } from './member/member.js';
import type { DecimalText } from './money/decimal.js';
import {
  accountCommands,
  accountEvents,
  accountFacts,
  dayNoteCommands,
  dayNoteEvents,
  memberCommands,
  memberEvents,
  tradeCommands,
  tradeEvents,
  tradeFacts,
} from './testing/anything.js';
import { added } from './testing/a-trade.js';
import { frozen } from './testing/frozen.js';
import { add, compare, NONE, rational, subtract, total, written } from './testing/oracle/rational.js';
import { trade } from './trade/trade.js';
import { figuresOf } from './trade/trade.view.js';

/** Where a stream stands when one thing after another was asked of it. */
function played<State, Command, Event, Facts>(
  rules: Decider<State, Command, Event, Facts>,
  asked: readonly (readonly [NoInfer<Command>, NoInfer<Facts>])[],
  events: readonly NoInfer<Event>[] = [],
): State {
  let state = fold(rules, rules.initial, events);
  for (const [command, facts] of asked) {
    const decision = rules.decide(frozen(command), frozen(state), frozen(facts));
    if (!(decision instanceof Refusal)) state = fold(rules, state, decision);
  }
  return state;
}

describe('evolve takes any events in any order, and history tells each of them', () => {
  function check<State, Event extends LedgerEvent>(
    rules: { readonly initial: State; readonly evolve: (state: State, event: Event) => State },
    events: fc.Arbitrary<NoInfer<Event>>,
  ) {
    fc.assert(
      fc.property(fc.array(events), (history) => {
        expect(fold(rules, rules.initial, frozen(history))).toHaveProperty('status');
        for (const event of history) expect(Array.isArray(changesOf(event))).toBe(true);
      }),
    );
  }

  it('of a trade', () => check(trade, tradeEvents));
  it('of an account', () => check(account, accountEvents));
  it('of a member', () => check(member, memberEvents));
  it('of the note of a day', () => check(dayNote, dayNoteEvents));
});

describe('decide answers whatever is asked, and what it records can be seen', () => {
  it('of a trade', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(tradeCommands, tradeFacts)), fc.boolean(), (asked, begun) => {
        const state = played(trade, asked, begun ? [added()] : []);
        if (state.status !== 'none') expect(figuresOf(state)).toHaveProperty('netPnl');
      }),
      { numRuns: 500 },
    ));
});

/** What was decided of a command, and the state before and after it. */
function asked<State, Command, Event, Facts>(
  rules: Decider<State, Command, Event, Facts>,
  before: State,
  command: NoInfer<Command>,
  facts: NoInfer<Facts>,
) {
  const decision = rules.decide(frozen(command), frozen(before), frozen(facts));
  const events = decision instanceof Refusal ? [] : decision;
  return { events, refused: decision instanceof Refusal, after: fold(rules, before, events) };
}

/** A command that changes nothing records nothing, and so does the same command once more. */
function expectNoIdleEvents<State, Command, Event, Facts>(
  rules: Decider<State, Command, Event, Facts>,
  [before, command, facts]: readonly [State, NoInfer<Command>, NoInfer<Facts>],
) {
  const { events, after } = asked(rules, before, command, facts);
  if (events.length > 0) expect(after).not.toEqual(before);
  expect(asked(rules, after, command, facts).events).toEqual([]);
}

describe('what an account accepts', () => {
  const pasts = fc.array(fc.tuple(accountCommands, accountFacts), { maxLength: 8 });
  const cases = fc.tuple(pasts, accountCommands, accountFacts);

  it('records nothing that changes nothing', () =>
    fc.assert(
      fc.property(cases, ([past, command, facts]) => {
        fc.pre(!movesAnAmount(command));
        expectNoIdleEvents(account, [played(account, past), command, facts]);
      }),
    ));

  it('moves an amount each time that it is asked: two equal deposits are two', () =>
    fc.assert(
      fc.property(
        cases.filter(([, command]) => movesAnAmount(command)),
        ([past, command, facts]) => {
          const first = asked(account, played(account, past, [ADDED]), command, facts);
          const again = asked(account, first.after, command, facts);
          const moved = ({ events }: typeof first) =>
            events.map((event) => (event.type === 'BalanceUpdated' ? event.data.adjustment : event.type));
          expect(moved(again)).toEqual(moved(first));
        },
      ),
    ));

  it('does what it says, and nothing else', () =>
    fc.assert(
      fc.property(cases, ([past, command, facts]) => {
        const before = played(account, past, [ADDED]);
        const { refused, after } = asked(account, before, command, facts);
        expect(after).toEqual(refused ? before : accountAfter(before as RecordedAccount, command, facts));
      }),
      { numRuns: 1_000 },
    ));
});

function movesAnAmount(command: AccountCommand): boolean {
  return command.type === 'UpdateBalance' && 'adjustment' in command.to;
}

const ADDED: AccountEvent = {
  type: 'AccountAdded',
  data: {
    platform: 'Tradier',
    name: 'Main',
    externalId: null,
    startingBalance: '1000' as DecimalText,
    currency: 'USD',
    tradingDay: 'midnight',
  },
};

/** By hand, with fractions: what an accepted command makes of an account that is there. */
function accountAfter(
  before: RecordedAccount,
  command: AccountCommand,
  { realizedNet }: AccountFacts,
): RecordedAccount {
  switch (command.type) {
    case 'EditAccount':
      return { ...before, details: { ...before.details, ...command.fields } };
    case 'CloseAccount':
      return { ...before, status: 'closed' };
    case 'ReopenAccount':
      return { ...before, status: 'open' };
    case 'UpdateBalance': {
      const { to, reason, at } = command;
      const known = before.balanceUpdates.filter((update) => update.at <= at).map(({ adjustment }) => adjustment);
      const counted = total([before.details.startingBalance, realizedNet, ...known].map(rational));
      const adjustment = 'adjustment' in to ? rational(to.adjustment) : subtract(rational(to.balance), counted);
      const sign = compare(adjustment, NONE);
      if (sign === 0) return before;
      if (reason !== 'correction') expect(sign).toBe(reason === 'deposit' ? 1 : -1);
      const balance = written(add(counted, adjustment)) as DecimalText;
      const update = { balance, reason, at, adjustment: written(adjustment) as DecimalText };
      return { ...before, balanceUpdates: [...before.balanceUpdates, update] };
    }
    default:
      throw new Error(`${command.type} is not asked of an account that is there.`);
  }
}

describe('what a member accepts', () => {
  const facts = { undoing: null };
  const pasts = fc.array(fc.tuple(memberCommands, fc.constant(facts)), { maxLength: 8 });

  it('records nothing that changes nothing', () =>
    fc.assert(
      fc.property(pasts, memberCommands, (past, command) =>
        expectNoIdleEvents(member, [played(member, past), command, facts]),
      ),
    ));

  it('is kept field by field, and a ledger begins once', () =>
    fc.assert(
      fc.property(pasts, memberCommands, (past, command) => {
        const before = played(member, past);
        const { after } = asked(member, before, command, facts);
        if (command.type === 'ChangeSettings' && before.status === 'registered')
          expect(after).toEqual({ status: 'registered', settings: { ...before.settings, ...command.fields } });
        else if (command.type === 'RegisterUser' && before.status === 'none')
          expect(after).toEqual({ status: 'registered', settings: command.settings });
        else expect(after).toEqual(before);
      }),
    ));
});

describe('what the note of a day accepts', () => {
  const facts = { undoing: null };
  const pasts = fc.array(fc.tuple(dayNoteCommands, fc.constant(facts)), { maxLength: 8 });

  it('records nothing that changes nothing', () =>
    fc.assert(
      fc.property(pasts, dayNoteCommands, (past, command) =>
        expectNoIdleEvents(dayNote, [played(dayNote, past), command, facts]),
      ),
    ));

  it('is what was written last, and blank text is none', () =>
    fc.assert(
      fc.property(pasts, dayNoteCommands, (past, command) => {
        const { after } = asked(dayNote, played(dayNote, past), command, facts);
        const last = command.type === 'WriteDayNote' ? command.notes : null;
        expect(noteIn(after)).toEqual({ notes: last?.trim() ? last : null });
      }),
    ));
});
