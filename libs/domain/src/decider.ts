/** One fault in what was asked, at a field of the request: a dotted path such as `executions.1.quantity`. */
export interface Problem {
  readonly field: string;
  readonly message: string;
}

/** Why a command was refused. Stable: the HTTP layer and the screens translate each of them. */
export type RefusalCode =
  | 'invalid'
  | 'not-found'
  | 'already-exists'
  | 'account-closed'
  | 'account-removed'
  | 'trade-closed'
  | 'use-executions'
  | 'changed-since'
  | 'cannot-undo';

/** "No", as a value: a stable code, a sentence for the person who asked, and the fields at fault. */
export class Refusal {
  constructor(
    readonly code: RefusalCode,
    readonly message: string,
    readonly problems: readonly Problem[] = [],
  ) {}
}

export function invalid(problems: readonly Problem[]): Refusal {
  const sentences = new Set(problems.map((problem) => problem.message));
  return new Refusal('invalid', [...sentences].join(' '), problems);
}

/**
 * The rules of one stream type. `decide` is the only place where a business rule lives;
 * `evolve` is total and never throws. Time and ids come in with the command, what other streams know with the facts.
 */
export interface Decider<State, Command, Event, Facts> {
  readonly initial: State;
  readonly decide: (command: Command, state: State, facts: Facts) => readonly Event[] | Refusal;
  readonly evolve: (state: State, event: Event) => State;
}

export function fold<State, Event>(
  rules: { readonly evolve: (state: State, event: Event) => State },
  state: State,
  events: Iterable<Event>,
): State {
  for (const event of events) state = rules.evolve(state, event);
  return state;
}
