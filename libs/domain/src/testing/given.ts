import { fold, Refusal } from '../decider.js';
import type { Decider, RefusalCode } from '../decider.js';
import { frozen } from './frozen.js';

/**
 * Tests in the words of a ledger: given what has happened, when this is asked, then that is recorded, or refused.
 * The state is frozen on the way, so that a rule that changes it in place fails.
 */
export function given<State, Command, Event, Facts>(
  rules: Decider<State, Command, Event, Facts>,
  events: readonly NoInfer<Event>[],
) {
  const state = frozen(fold(rules, rules.initial, events));
  return {
    /** The state has at least these fields. */
    thenState: (expected: Partial<State>) => expect(state).toMatchObject(expected),
    when: (command: Command, facts: Facts) => outcome(rules, state, rules.decide(frozen(command), state, facts)),
  };
}

function outcome<State, Command, Event, Facts>(
  rules: Decider<State, Command, Event, Facts>,
  state: State,
  decision: readonly Event[] | Refusal,
) {
  const recorded = (): readonly Event[] => {
    if (decision instanceof Refusal) throw new Error(`Refused (${decision.code}): ${decision.message}`);
    return decision;
  };
  return {
    then: (expected: readonly Event[]) => expect(recorded()).toStrictEqual(expected),
    thenNothing: () => expect(recorded()).toStrictEqual([]),
    /** After it was recorded, the state has at least these fields. */
    thenState: (expected: Partial<State>) => expect(fold(rules, state, recorded())).toMatchObject(expected),
    thenRefused: (code: RefusalCode, fields: readonly string[] = []) => {
      if (!(decision instanceof Refusal)) throw new Error(`Not refused: ${JSON.stringify(decision)}`);
      expect({ code: decision.code, fields: decision.problems.map(({ field }) => field) }).toEqual({ code, fields });
    },
  };
}
