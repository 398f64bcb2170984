import { closings, inOrder, openings, secondsBetween, totalQuantity } from '@singularity/domain';
import type { Execution, Instant, TradeCommand } from '@singularity/domain';
import type { DemoAccountKey } from './demo-plan.js';
import type { DemoChange, ToldTrade } from './demo-story-trade.js';
import type { DemoTrade } from './demo-trades.js';

/** Trades go by their keys. */
export interface KeyedCommand {
  readonly key: string;
  readonly command: TradeCommand;
}

/** What a member does to trades, and when they would have: to each by itself, to many at once, or the last change undone. */
export type TradeStep = { readonly at: Instant } & (
  { readonly each: readonly KeyedCommand[] } | { readonly batch: readonly KeyedCommand[] } | { readonly undo: string }
);

export interface DemoIds {
  readonly accountIds: Readonly<Record<DemoAccountKey, string>>;
  readonly newId: () => string;
}

const HALF_A_DAY = 12 * 3_600;

/** Once it is over. */
export function recordingWhole(trade: DemoTrade, ids: DemoIds): TradeStep {
  const end = inOrder(trade.executions).at(-1)?.at ?? ('' as Instant);
  return { at: end, each: [{ key: trade.key, command: addition(trade, ids) }] };
}

/** A trade of one day at its end, any other fill by fill. */
export function recordingOf(trade: ToldTrade, ids: DemoIds): readonly TradeStep[] {
  const { key, changes } = trade;
  const fills = inOrder(trade.executions.map((fill) => ({ ...fill, id: ids.newId() })));
  const [first, last] = [fills[0]?.at ?? ('' as Instant), fills.at(-1)?.at ?? ('' as Instant)];
  const atOnce = secondsBetween(first, last) < HALF_A_DAY && changes.every(({ at }) => at > last);
  const added = atOnce ? fills : fills.slice(0, 1);
  return [
    { at: atOnce ? last : first, each: [{ key, command: addition(trade, ids, added) }] },
    ...fills.slice(added.length).map((fill, index) => ({
      at: fill.at,
      each: [{ key, command: filling(fill, fills.slice(0, added.length + index + 1)) }],
    })),
    ...changes.map((change) => toStep(key, change, ids)),
  ];
}

/** `executions` are those that are known by then: all, unless it says otherwise. */
export function addition(
  { account, fields, executions }: DemoTrade,
  { accountIds, newId }: DemoIds,
  known: readonly Execution[] = executions.map((fill) => ({ ...fill, id: newId() })),
): TradeCommand {
  return { type: 'AddTrade', fields: { ...fields, accountId: accountIds[account] }, executions: known };
}

/** What leaves nothing open closes the trade. */
function filling(fill: Execution, upToIt: readonly Execution[]): TradeCommand {
  const flat = totalQuantity(openings(upToIt)).eq(totalQuantity(closings(upToIt)));
  if (!flat) return { type: 'AddExecution', execution: fill };
  const { id: executionId, price: exitPrice, at: exitAt, fees } = fill;
  return { type: 'CloseTrade', executionId, exitPrice, exitAt, fees };
}

function toStep(key: string, { at, does }: DemoChange, { newId }: DemoIds): TradeStep {
  if (does === 'undo') return { at, undo: key };
  const command: TradeCommand =
    does === 'delete' ? { type: 'DeleteTrade' } : { type: 'EditTrade', ...does, newExecutionId: newId() };
  return { at, each: [{ key, command }] };
}
