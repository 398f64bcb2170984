import { same } from '../changes.js';
import { invalid, Refusal } from '../decider.js';
import type { Problem } from '../decider.js';
import { decimal, sum, toText, ZERO } from '../money/decimal.js';
import type { Shorthand } from './trade.commands.js';
import type { Execution } from './trade.events.js';
import { averagePrice, closings, inOrder, openings, totalQuantity } from './profit.js';

/** A trade of one opening and at most one closing execution, which the shorthand can say whole. */
export function isSimple(executions: readonly Execution[]): boolean {
  return openings(executions).length === 1 && closings(executions).length <= 1;
}

/**
 * Any trade in the words of the shorthand: quantity opened in all, volume-weighted average prices,
 * first entry, last exit so far, all fees.
 */
export function toShorthand(executions: readonly Execution[]): Shorthand {
  const opened = inOrder(openings(executions));
  const closed = inOrder(closings(executions));
  const first = opened[0];
  if (!first) throw new Error('A trade has at least one opening execution.');
  return {
    quantity: toText(totalQuantity(opened)),
    entryPrice: averagePrice(opened) ?? first.price,
    entryAt: first.at,
    exitPrice: averagePrice(closed),
    exitAt: closed.at(-1)?.at ?? null,
    fees: toText(sum(executions.map((execution) => decimal(execution.fees)))),
  };
}

/** The one or two executions that a shorthand stands for. */
export function fromShorthand(
  shorthand: Shorthand,
  [entryId, exitId]: readonly [string, string],
): readonly Execution[] | Refusal {
  const { quantity, entryPrice, entryAt, exitPrice, exitAt, fees } = shorthand;
  const entry: Execution = { id: entryId, type: 'open', at: entryAt, quantity, price: entryPrice, fees };
  if (exitPrice === null && exitAt === null) return [entry];
  if (exitPrice === null) return halfAnExit('exitPrice');
  if (exitAt === null) return halfAnExit('exitAt');
  return [entry, { id: exitId, type: 'close', at: exitAt, quantity, price: exitPrice, fees: ZERO }];
}

function halfAnExit(field: 'exitPrice' | 'exitAt'): Refusal {
  return invalid([{ field, message: 'Enter both an exit price and an exit time.' }]);
}

/** A simple trade's executions after an edit in shorthand; what is not mentioned stays as it is. */
export function editShorthand(
  executions: readonly Execution[],
  edit: Partial<Shorthand>,
  newExecutionId: string,
): readonly Execution[] | Refusal {
  if (Object.keys(edit).length === 0) return executions;
  if (!isSimple(executions))
    return new Refusal(
      'use-executions',
      'This trade has multiple fills. Edit them one by one at …/executions.',
      Object.keys(edit).map((field) => ({
        field,
        message: 'This trade has multiple fills. Edit them one by one.',
      })),
    );
  const before = toShorthand(executions);
  const after = { ...before, ...edit };
  if (same(before, after)) return executions;
  const [entry, exit] = [openings(executions)[0], closings(executions)[0]];
  const made = fromShorthand(after, [entry?.id ?? newExecutionId, exit?.id ?? newExecutionId]);
  if (made instanceof Refusal) return made;
  return made.map((execution) => {
    const old = execution.type === 'open' ? entry : exit;
    // A partial exit keeps its own quantity, and fees that nobody mentioned stay where they were paid.
    const partial = execution.type === 'close' && old && old.quantity !== before.quantity;
    return {
      ...execution,
      ...(old?.source && { source: old.source }),
      quantity: partial ? old.quantity : execution.quantity,
      fees: after.fees === before.fees && old ? old.fees : execution.fees,
    };
  });
}

const FIELDS_IN_SHORTHAND: Record<string, string> = {
  'executions.0.quantity': 'quantity',
  'executions.0.price': 'entryPrice',
  'executions.0.at': 'entryAt',
  'executions.0.fees': 'fees',
  'executions.1.quantity': 'quantity',
  'executions.1.price': 'exitPrice',
  'executions.1.at': 'exitAt',
};

/** The same refusal at the fields of the shorthand, each fault once. */
export function atShorthand(refusal: Refusal): Refusal {
  const problems = new Map<string, Problem>();
  for (const { field, message } of refusal.problems) {
    const shown = FIELDS_IN_SHORTHAND[field] ?? field;
    problems.set(`${shown} ${message}`, { field: shown, message });
  }
  return new Refusal(refusal.code, refusal.message, [...problems.values()]);
}
