import { changesBetween, hasChanges, same } from '../changes.js';
import type { Change } from '../changes.js';
import { Refusal } from '../decider.js';
import { changedSince, takenOut } from '../undo.js';
import type { Merged, Undoing } from '../undo.js';
import type { DecimalText } from '../money/decimal.js';
import { atShorthand, isSimple } from './shorthand.js';
import { tradeOf } from './trade.rules.js';
import type { RecordedTrade, TradeState } from './trade.state.js';
import type { Execution, TradeDetails, TradeEvent } from './trade.events.js';

/** The event that takes one change of a trade back; none where nothing of it is left, a refusal where later ones touched the same. */
export function undoTrade(
  state: RecordedTrade,
  { event, before, after }: Undoing<TradeState, TradeEvent>,
): readonly TradeEvent[] | Refusal {
  if (event.type === 'TradeRestored') return state.status === 'recorded' ? deleted : [];
  if (event.type === 'TradeDeleted') return state.status === 'deleted' ? [{ type: 'TradeRestored', data: {} }] : [];
  if (after.status === 'none') return [];
  if (before.status === 'none') return undoAdding(state, after);
  if (state.status === 'deleted') return new Refusal('changed-since', 'This trade was deleted. Restore it first.');
  const { value, conflicts } = detailsWithout(before.details, after.details, state.details);
  if (conflicts.length > 0) return told(changedSince(conflicts), state.details);
  const sound = tradeOf(value, value, value.currency, value.executions);
  if (sound instanceof Refusal) return told(sound, state.details);
  return eventFor(event, state, sound, stopWithout(before, after, state));
}

/** A refusal in the words in which a member knows the trade. */
function told(refusal: Refusal, { executions }: TradeDetails): Refusal {
  return isSimple(executions) ? atShorthand(refusal) : refusal;
}

const deleted: readonly TradeEvent[] = [{ type: 'TradeDeleted', data: {} }];

/** Adding a trade is taken back by deleting it, unless more was written on it since. */
function undoAdding(state: RecordedTrade, added: RecordedTrade): readonly TradeEvent[] | Refusal {
  if (state.status === 'deleted') return [];
  const touched = Object.keys(changesBetween(added.details, state.details));
  return touched.length > 0 ? changedSince(touched) : deleted;
}

function detailsWithout(before: TradeDetails, after: TradeDetails, now: TradeDetails): Merged<TradeDetails> {
  const { executions: old, ...fields } = before;
  const { executions: made, ...madeFields } = after;
  const { executions: stand, ...standFields } = now;
  const told = takenOut(fields, madeFields, standFields);
  const list = executionsWithout(old, made, stand);
  return { value: { ...told.value, executions: list.value }, conflicts: [...told.conflicts, ...list.conflicts] };
}

/** Execution by execution, and in each of them field by field, so that an edit of another fill is in nobody's way. */
function executionsWithout(
  before: readonly Execution[],
  after: readonly Execution[],
  now: readonly Execution[],
): Merged<readonly Execution[]> {
  const conflicts: string[] = [];
  const kept = now.flatMap((stands, index): readonly Execution[] => {
    const [old, made] = [withId(before, stands.id), withId(after, stands.id)];
    const at = `executions.${index}`;
    if (!old && made) {
      if (!same(stands, made)) conflicts.push(at);
      return [];
    }
    if (old && !made && !same(stands, old)) conflicts.push(at);
    if (!old || !made) return [stands];
    const merged = takenOut(old, made, stands);
    conflicts.push(...merged.conflicts.map((field) => `${at}.${field}`));
    return [merged.value];
  });
  const gone = before.filter(({ id }) => !withId(after, id) && !withId(now, id));
  const lost = before.some((old) => {
    const made = withId(after, old.id);
    return made !== undefined && !same(old, made) && !withId(now, old.id);
  });
  if (lost) conflicts.push('executions');
  const value = gone.reduce<readonly Execution[]>((list, execution) => putBack(list, execution, before), kept);
  return { value, conflicts };
}

/** To where it was: behind the nearest of those that stood before it and still stand. */
function putBack(list: readonly Execution[], execution: Execution, before: readonly Execution[]): readonly Execution[] {
  const earlier = before.slice(0, before.indexOf(execution)).toReversed();
  const neighbour = earlier.find(({ id }) => withId(list, id));
  const index = neighbour ? list.findIndex(({ id }) => id === neighbour.id) + 1 : 0;
  return list.toSpliced(index, 0, execution);
}

function withId(executions: readonly Execution[], id: string): Execution | undefined {
  return executions.find((execution) => execution.id === id);
}

type FirstStop = DecimalText | null;

/** A first stop that is taken back counts as never recorded: the risk is measured by the next one. */
function stopWithout(before: RecordedTrade, after: RecordedTrade, now: RecordedTrade): Change<FirstStop> | undefined {
  const made = before.firstStop !== after.firstStop && now.firstStop === after.firstStop;
  return made ? { from: now.firstStop, to: before.firstStop } : undefined;
}

/** In the words of the change itself where they say it exactly: a fill that was added is removed. */
function eventFor(
  undone: TradeEvent,
  { details: now }: RecordedTrade,
  target: TradeDetails,
  firstStop: Change<FirstStop> | undefined,
): readonly TradeEvent[] {
  const changes = changesBetween(now, target);
  if (!hasChanges(changes)) return [];
  if (undone.type === 'ExecutionAdded') {
    const execution = withId(now.executions, undone.data.execution.id);
    return execution ? [{ type: 'ExecutionRemoved', data: { execution } }] : [];
  }
  if (undone.type === 'ExecutionRemoved' && same(target.executions.slice(0, -1), now.executions))
    return [{ type: 'ExecutionAdded', data: { execution: undone.data.execution } }];
  if (undone.type === 'ExecutionEdited') {
    const { executionId } = undone.data;
    const [from, to] = [withId(now.executions, executionId), withId(target.executions, executionId)];
    if (from && to) return [{ type: 'ExecutionEdited', data: { executionId, changes: changesBetween(from, to) } }];
  }
  return [{ type: 'TradeEdited', data: { changes: { ...changes, ...(firstStop && { firstStop }) } } }];
}
