import type { TradeAnswer } from '@singularity/contract';
import { Refusal, ZERO } from '@singularity/domain';
import type { DecimalText, Execution, Instant, Problem, RecordedTrade, TradeCommand } from '@singularity/domain';
import { decideTrade, previewOf, stateOf } from '../decide-trade';
import type { Preview } from '../decide-trade';
import { Reader } from '../draft-reader';

export interface CloseDraft {
  /** Left empty: all that is open. */
  quantity: string;
  exitPrice: string;
  exitAt: string;
  fees: string;
}

export interface ReadExit {
  readonly request: { readonly exitPrice: DecimalText; readonly exitAt: Instant; readonly fees: DecimalText };
  /** Null for all that is open. */
  readonly quantity: DecimalText | null;
}

/** Reads what was typed, or names every field at fault. */
export function readClose(draft: CloseDraft, timeZone: string): ReadExit | { readonly problems: readonly Problem[] } {
  const read = new Reader(timeZone);
  const quantity = read.optionalNumber('quantity', draft.quantity);
  const request = {
    exitPrice: read.number('exitPrice', draft.exitPrice),
    exitAt: read.moment('exitAt', draft.exitAt),
    fees: read.optionalNumber('fees', draft.fees) ?? ZERO,
  };
  return read.problems.length > 0 ? { problems: read.problems } : { request, quantity };
}

/** The exit as an execution, where it leaves some of the trade open; null where it closes it. */
export function partialExitOf({ request, quantity }: ReadExit, trade: TradeAnswer): Omit<Execution, 'id'> | null {
  if (quantity === null || quantity === trade.openQuantity) return null;
  return { type: 'close', at: request.exitAt, quantity, price: request.exitPrice, fees: request.fees };
}

const FIELDS: Record<string, string> = { at: 'exitAt', price: 'exitPrice', quantity: 'quantity' };

/** The trade with this exit, or why the rules refuse it. */
function closedWith(read: ReadExit, trade: TradeAnswer): RecordedTrade | Refusal {
  return decideTrade(commandOf(read, trade), stateOf(trade));
}

function commandOf(read: ReadExit, trade: TradeAnswer): TradeCommand {
  const partial = partialExitOf(read, trade);
  if (partial) return { type: 'AddExecution', execution: { id: 'exit', ...partial } };
  return { type: 'CloseTrade', executionId: 'exit', ...read.request };
}

export function problemsOf(draft: CloseDraft, trade: TradeAnswer | undefined, timeZone: string): readonly Problem[] {
  const read = readClose(draft, timeZone);
  if ('problems' in read) return read.problems;
  const closed = trade && closedWith(read, trade);
  if (!(closed instanceof Refusal)) return [];
  return closed.problems.map(({ field, message }) => ({
    field: FIELDS[field.split('.').at(-1) ?? ''] ?? field,
    message,
  }));
}

/** What the trade comes to when it is closed like this; the time may be missing still. */
export function previewClose(draft: CloseDraft, trade: TradeAnswer | undefined, timeZone: string): Preview | null {
  const read = readClose({ ...draft, exitAt: draft.exitAt || '2099-12-31 00:00' }, timeZone);
  if (!trade || 'problems' in read) return null;
  const closed = closedWith(read, trade);
  return closed instanceof Refusal ? null : previewOf(closed);
}
