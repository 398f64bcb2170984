import { fold, Refusal } from './decider.js';
import type { Problem } from './decider.js';
import { same } from './changes.js';

/** Asks any stream to take back the change that made this version of it. */
export interface UndoCommand {
  readonly type: 'Undo';
  readonly streamVersion: number;
}

/** A change that is to be taken back, with what its stream was right before it and right after it. */
export interface Undoing<State, Event> {
  readonly event: Event;
  readonly before: State;
  readonly after: State;
}

/** Plain data by name. */
type Plain = Readonly<Record<string, unknown>>;

/** The change that made a version of a stream, whose events are all there; null where there is no such version. */
export function undoingOf<State, Event>(
  rules: { readonly initial: State; readonly evolve: (state: State, event: Event) => State },
  events: readonly Event[],
  streamVersion: number,
): Undoing<State, Event> | null {
  const event = events[streamVersion - 1];
  if (event === undefined) return null;
  const before = fold(rules, rules.initial, events.slice(0, streamVersion - 1));
  return { event, before, after: rules.evolve(before, event) };
}

/** What stands when a change is taken back, or the names of what was changed again since and so stands in its way. */
export interface Merged<T> {
  readonly value: T;
  readonly conflicts: readonly string[];
}

/**
 * Takes a change from `before` to `after` out of what stands `now`, field by field: a field that the change did not touch
 * stays as it is, one that it touched gets its old value back, and one that was changed again since is a conflict.
 */
export function takenOut<T extends object>(before: T, after: T, now: T): Merged<T> {
  const value = { ...now } as Record<string, unknown>;
  const conflicts: string[] = [];
  for (const [field, old] of Object.entries(before as Plain)) {
    const [made, stands] = [(after as Plain)[field], (now as Plain)[field]];
    if (same(old, made) || same(stands, old)) continue;
    if (same(stands, made)) value[field] = old;
    else conflicts.push(field);
  }
  return { value: value as T, conflicts };
}

/** "No, this was changed again": every field in the way, told at the field. */
export function changedSince(fields: readonly string[], message = 'Changed again since then.'): Refusal {
  const problems = fields.map((field): Problem => ({ field, message }));
  return new Refusal('changed-since', 'This cannot be undone, as it was changed again since.', problems);
}
