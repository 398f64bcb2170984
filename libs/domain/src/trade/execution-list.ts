import { changesBetween, same } from '../changes.js';
import { invalid, Refusal } from '../decider.js';
import type { ListedExecution } from './trade.commands.js';
import type { Execution, TradeEvent } from './trade.events.js';

/** The executions after an edit of the whole list: those that stay keep their places, new ones come behind them. */
export function editList(
  executions: readonly Execution[],
  listed: readonly ListedExecution[],
): readonly Execution[] | Refusal {
  const unknown = listed.flatMap(({ execution: { id }, isNew }, index) =>
    isNew || withId(executions, id)
      ? []
      : [{ field: `executions.${index}.id`, message: 'This trade has no such fill.' }],
  );
  if (unknown.length > 0) return invalid(unknown);
  return inPlace(executions, listed).map(({ execution }) => withSourceOf(withId(executions, execution.id), execution));
}

/** Whoever edits a fill need not say where it came from. */
export function withSourceOf(before: Execution | undefined, execution: Execution): Execution {
  return before?.source && !execution.source ? { ...execution, source: before.source } : execution;
}

/** The same refusal at the fills as they were listed. */
export function atList(
  { code, message, problems }: Refusal,
  executions: readonly Execution[],
  listed: readonly ListedExecution[],
): Refusal {
  const order = inPlace(executions, listed).map((one) => listed.indexOf(one));
  const told = problems.map((problem) => ({
    ...problem,
    field: problem.field.replace(/(?<=^executions\.)\d+/, (index) => String(order[Number(index)] ?? index)),
  }));
  return new Refusal(code, message, told);
}

/** The event of the one fill that alone is another, gone or new; null where it takes more to tell. */
export function fillEvent(before: readonly Execution[], after: readonly Execution[]): TradeEvent | null {
  const added = after.filter(({ id }) => !withId(before, id));
  const removed = before.filter(({ id }) => !withId(after, id));
  const edited = after.filter((execution) => {
    const old = withId(before, execution.id);
    return old !== undefined && !same(old, execution);
  });
  const [execution, ...more] = [...added, ...removed, ...edited];
  if (!execution || more.length > 0) return null;
  if (added.length > 0) return { type: 'ExecutionAdded', data: { execution } };
  const old = withId(before, execution.id);
  if (removed.length > 0 || !old) return { type: 'ExecutionRemoved', data: { execution } };
  return {
    type: 'ExecutionEdited',
    data: { executionId: execution.id, changes: changesBetween(old, execution) },
  };
}

function inPlace(executions: readonly Execution[], listed: readonly ListedExecution[]): readonly ListedExecution[] {
  const placeOf = ({ execution, isNew }: ListedExecution) =>
    isNew ? executions.length : executions.findIndex(({ id }) => id === execution.id);
  return listed.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function withId(executions: readonly Execution[], id: string): Execution | undefined {
  return executions.find((execution) => execution.id === id);
}
