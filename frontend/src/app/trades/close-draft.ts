import type { CloseTradeRequest, TradeAnswer } from '@singularity/contract';
import { exactly, figuresOf, trade as rules, Refusal } from '@singularity/domain';
import type { Day, Execution, Instant, Problem, TradeDetails } from '@singularity/domain';
import type { Preview } from './preview';
import { Reader } from './read-draft';

export interface CloseDraft {
  exitPrice: string;
  exitAt: string;
  fees: string;
}

/** Reads what was typed, or names every field at fault. */
export function readClose(
  draft: CloseDraft,
  timeZone: string,
): { readonly request: CloseTradeRequest } | { readonly problems: readonly Problem[] } {
  const read = new Reader(timeZone);
  const request = {
    exitPrice: read.number('exitPrice', draft.exitPrice),
    exitAt: read.moment('exitAt', draft.exitAt),
    fees: read.optionalNumber('fees', draft.fees) ?? '0',
  };
  return read.problems.length > 0 ? { problems: read.problems } : { request };
}

/** The trade with its last exit: what the domain makes of it, or why it refuses. */
export function closedWith(request: CloseTradeRequest, trade: TradeAnswer): TradeDetails | Refusal {
  const state = { status: 'recorded', details: detailsOf(trade), firstStop: null } as const;
  const decision = rules.decide(
    {
      type: 'CloseTrade',
      executionId: 'exit',
      exitPrice: exactly(request.exitPrice),
      exitAt: request.exitAt as Instant,
      fees: exactly(request.fees ?? '0'),
    },
    state,
    { baseCurrency: trade.currency, account: null, target: null },
  );
  if (decision instanceof Refusal) return decision;
  const closed = decision.reduce(rules.evolve, state as Parameters<typeof rules.evolve>[0]);
  return closed.status === 'none' ? state.details : closed.details;
}

export function problemsOf(draft: CloseDraft, trade: TradeAnswer | undefined, timeZone: string): readonly Problem[] {
  const read = readClose(draft, timeZone);
  if ('problems' in read) return read.problems;
  const closed = trade && closedWith(read.request, trade);
  return closed instanceof Refusal ? closed.problems : [];
}

/** What the trade comes to when it is closed like this; the time may be missing still. */
export function previewClose(draft: CloseDraft, trade: TradeAnswer | undefined, timeZone: string): Preview | null {
  const read = readClose({ ...draft, exitAt: draft.exitAt || '2099-12-31T00:00' }, timeZone);
  if (!trade || 'problems' in read) return null;
  const details = closedWith(read.request, trade);
  if (details instanceof Refusal) return null;
  return { ...figuresOf({ details, firstStop: details.stopPrice }), multiplier: details.multiplier };
}

function detailsOf(trade: TradeAnswer): TradeDetails {
  const number = (text: string | null) => (text === null ? null : exactly(text));
  return {
    ...trade,
    strike: number(trade.strike),
    expiration: trade.expiration as Day | null,
    multiplier: exactly(trade.multiplier),
    stopPrice: number(trade.stopPrice),
    executions: trade.executions.map(toExecution),
  };
}

function toExecution({ id, type, at, quantity, price, fees }: TradeAnswer['executions'][number]): Execution {
  return { id, type, at: at as Instant, quantity: exactly(quantity), price: exactly(price), fees: exactly(fees) };
}
