import type { WebhookEvent } from '@singularity/contract';
import { evolveTrade, figuresOnce, isFromBroker, trade, tradeNameOf } from '@singularity/domain';
import type { Day, DecimalText, Instant, RecordedTrade, TradeEvent, TradeState } from '@singularity/domain';
import type { PastEvent } from '../event-store/events.table.js';
import { toLedgerEvent } from '../event-store/recorded-event.js';

/** What a webhook is told, before it is known whose. */
export interface Message {
  readonly type: WebhookEvent;
  /** What it is about. Of one type and subject there is never more than one. */
  readonly subject: string;
  /** The version of the ledger that it tells of. */
  readonly version: number;
  /** As it is sent and signed. */
  readonly body: string;
}

/** What a currency came to on a day. */
export interface DayFigures {
  readonly day: Day;
  readonly currency: string;
  readonly grossPnl: DecimalText;
  readonly fees: DecimalText;
  readonly netPnl: DecimalText;
  readonly closedTrades: number;
  readonly wins: number;
  readonly losses: number;
}

/**
 * The trades that became closed after a version of the ledger, out of the events of their streams from the beginning. Whoever
 * changes one that is closed, deletes it or restores it closes it no second time; whoever opens it again may.
 */
export function closedTrades(streams: Iterable<readonly PastEvent[]>, after: number): readonly Message[] {
  return [...streams].flatMap((events) => closings(events, after)).sort((a, b) => a.version - b.version);
}

function closings(events: readonly PastEvent[], after: number): readonly Message[] {
  const messages: Message[] = [];
  let state: TradeState = trade.initial;
  for (const event of events) {
    const before = state;
    state = evolveTrade(before, toLedgerEvent(event) as TradeEvent, event.origin);
    const isNew = event.version > after && state.status === 'recorded' && isClosed(state) && !isClosed(before);
    if (isNew) messages.push(tradeClosed(event, state as RecordedTrade));
  }
  return messages;
}

function isClosed(state: TradeState): boolean {
  return state.status !== 'none' && figuresOnce(state).status === 'closed';
}

function tradeClosed({ version, recordedAt, origin, streamId }: PastEvent, state: RecordedTrade): Message {
  const { accountId, currency, tags } = state.details;
  const { realizations: _, status: __, openQuantity: ___, closedAt: ____, ...figures } = figuresOnce(state);
  const told = {
    ...{ id: streamId, accountId, currency, ...tradeNameOf(state.details), tags },
    ...{ ...figures, fromBroker: isFromBroker(state) },
  };
  return message(
    { type: 'trade.closed', subject: String(version), version, timestamp: recordedAt },
    { origin, trade: told },
  );
}

/** A day that is over, out of what its currencies came to. */
export function dayClosed(
  day: Day,
  figures: readonly DayFigures[],
  { version, timeZone, at }: { readonly version: number; readonly timeZone: string; readonly at: Instant },
): Message {
  const currencies = figures.map(({ day: _, ...ofCurrency }) => ofCurrency);
  return message({ type: 'day.closed', subject: day, version, timestamp: at }, { day, timeZone, currencies });
}

function message(
  { type, subject, version, timestamp }: Omit<Message, 'body'> & { readonly timestamp: Instant },
  data: Readonly<Record<string, unknown>>,
): Message {
  return { type, subject, version, body: JSON.stringify({ type, timestamp, data: { version, ...data } }) };
}
