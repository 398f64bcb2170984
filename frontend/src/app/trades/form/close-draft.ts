import type { TradeAnswer } from '@singularity/contract';
import { Refusal, ZERO } from '@singularity/domain';
import type { DecimalText, Execution, Instant, Problem, RecordedTrade, TradeCommand } from '@singularity/domain';
import { momentKnown, writeMoment } from '../../ui/format/moment-text';
import { fromWallTime } from '../../ui/format/zoned-time';
import { decideTrade, previewOf, stateOf } from '../decide-trade';
import type { Preview } from '../decide-trade';
import { Reader } from '../draft-reader';

const EXCHANGE = 'America/New_York';

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

/** All that is open, now. */
export function closeNow(timeZone: string): CloseDraft {
  const now = momentKnown('now', timeZone) ?? '';
  return { quantity: '', exitPrice: '', exitAt: writeMoment(now, timeZone), fees: '' };
}

/** All that is open for nothing, at the close in New York on the day that the option expires; null for what has no such day. */
export function expiredWorthless(draft: CloseDraft, trade: TradeAnswer, timeZone: string): CloseDraft | null {
  const at = trade.expiration === null ? null : fromWallTime(`${trade.expiration}T16:00`, EXCHANGE);
  return at && { ...draft, quantity: '', exitPrice: '0', exitAt: writeMoment(at, timeZone) };
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
export function closedWith(read: ReadExit, trade: TradeAnswer): RecordedTrade | Refusal {
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

/** What the trade comes to when it is closed like this; its time may be missing still. */
export function previewClose(draft: CloseDraft, trade: TradeAnswer | undefined, timeZone: string): Preview | null {
  const timed = momentKnown(draft.exitAt, timeZone) ? draft.exitAt : '2099-12-31 00:00';
  const read = readClose({ ...draft, exitAt: timed }, timeZone);
  if (!trade || 'problems' in read) return null;
  const closed = closedWith(read, trade);
  return closed instanceof Refusal ? null : previewOf(closed);
}
