import fc from 'fast-check';
import { account } from './account/account.js';
import { fold, Refusal } from './decider.js';
import type { Decider } from './decider.js';
import { changesOf } from './history/history.js';
import type { LedgerEvent } from './history/history.js';
import { member } from './member/member.js';
import {
  accountCommands,
  accountEvents,
  accountFacts,
  memberCommands,
  memberEvents,
  tradeCommands,
  tradeEvents,
  tradeFacts,
} from './testing/anything.js';
import { added } from './testing/a-trade.js';
import { frozen } from './testing/frozen.js';
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

  it('of an account', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(accountCommands, accountFacts)), (asked) => {
        expect(played(account, asked)).toHaveProperty('status');
      }),
    ));

  it('of a member', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(memberCommands, fc.constant({ undoing: null }))), (asked) => {
        expect(played(member, asked)).toHaveProperty('status');
      }),
    ));
});
