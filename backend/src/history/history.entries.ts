import type { HistoryEntry, HistorySubject, PnlEffect } from '@singularity/contract';
import {
  account,
  changesOf,
  connection,
  dayOfStream,
  figuresOf,
  imports,
  trade,
  tradeNameOf,
} from '@singularity/domain';
import type {
  AccountEvent,
  AccountState,
  ConnectionEvent,
  ConnectionState,
  DecimalText,
  ImportEvent,
  ImportState,
  TradeEvent,
  TradeState,
} from '@singularity/domain';
import type { PastEvent } from '../event-store/events.table.js';
import { toLedgerEvent } from '../event-store/recorded-event.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';

/** What an event meant where it stood: what it was about, and what it did to the P&L. */
interface Meaning {
  readonly subject: HistorySubject;
  readonly effect: PnlEffect | null;
}

const OF_THE_MEMBER: Meaning = { subject: { type: 'user' }, effect: null };

/** Which version takes back which, in the order of the ledger. */
type Undoings = readonly { readonly version: number; readonly undoes: number }[];

/**
 * Events in the words of history; `streams` holds, by stream id, the events of the streams that they belong to, up to the
 * newest of them, and `undoings` what was ever taken back there.
 */
export function entriesOf(
  events: readonly RecordedEvent[],
  streams: ReadonlyMap<string, readonly PastEvent[]>,
  undoings: Undoings,
): readonly HistoryEntry[] {
  const asked = new Set(events.map(({ version }) => version));
  const meanings = new Map<number, Meaning>();
  for (const stream of streams.values())
    for (const [version, meaning] of meaningsIn(stream, asked)) meanings.set(version, meaning);
  const undoneBy = undoneIn(undoings);
  return events.map((event) => ({
    version: event.version,
    streamVersion: event.streamVersion,
    stream: { type: event.streamType, id: event.streamId },
    type: event.type,
    recordedAt: event.recordedAt,
    origin: event.origin,
    batchId: event.batchId,
    undoes: event.undoes,
    undoneBy: undoneBy.get(event.version) ?? null,
    changes: event.payload === null ? [] : changesOf(toLedgerEvent(event)),
    ...(meanings.get(event.version) ?? OF_THE_MEMBER),
    hash: event.hash,
  }));
}

/** Which versions are taken back, and by which; an undo that was itself undone takes nothing back. */
function undoneIn(undoings: Undoings): ReadonlyMap<number, number> {
  const undoneBy = new Map<number, number>();
  for (const { version, undoes } of undoings.toReversed())
    if (!undoneBy.has(version) && !undoneBy.has(undoes)) undoneBy.set(undoes, version);
  return undoneBy;
}

function meaningsIn(
  stream: readonly PastEvent[],
  asked: ReadonlySet<number>,
): Iterable<readonly [version: number, Meaning]> {
  switch (stream[0]?.streamType) {
    case 'trade':
      return tradeMeanings(stream, asked);
    case 'account':
      return accountMeanings(stream, asked);
    case 'day':
      return dayMeanings(stream);
    case 'import':
      return importMeanings(stream);
    case 'connection':
      return connectionMeanings(stream);
    default:
      return [];
  }
}

function* tradeMeanings(stream: readonly PastEvent[], asked: ReadonlySet<number>) {
  let state: TradeState = trade.initial;
  for (const event of stream) {
    const before = state;
    state = trade.evolve(state, toLedgerEvent(event) as TradeEvent);
    if (asked.has(event.version) && state.status !== 'none') {
      const { details } = state;
      const { currency } = details;
      const [from, to] = [netOf(before), netOf(state)];
      yield [
        event.version,
        {
          subject: { type: 'trade', trade: tradeNameOf(details) },
          effect: from === to ? null : { currency, netPnl: { from, to } },
        },
      ] as const;
    }
  }
}

function netOf(state: TradeState): DecimalText | null {
  return state.status === 'recorded' ? figuresOf(state).netPnl : null;
}

function* accountMeanings(stream: readonly PastEvent[], asked: ReadonlySet<number>) {
  let state: AccountState = account.initial;
  for (const event of stream) {
    state = account.evolve(state, toLedgerEvent(event) as AccountEvent);
    if (asked.has(event.version) && state.status !== 'none') {
      const { name, currency } = state.details;
      yield [event.version, { subject: { type: 'account', account: { name, currency } }, effect: null }] as const;
    }
  }
}

function* dayMeanings(stream: readonly PastEvent[]) {
  for (const { version, streamId } of stream) {
    const day = dayOfStream(streamId);
    if (day) yield [version, { subject: { type: 'day', day }, effect: null }] as const;
  }
}

function* importMeanings(stream: readonly PastEvent[]) {
  let state: ImportState = imports.initial;
  for (const event of stream) {
    state = imports.evolve(state, toLedgerEvent(event) as ImportEvent);
    const files = state.status === 'none' ? [] : state.details.files.map(({ name }) => name);
    yield [event.version, { subject: { type: 'import', files }, effect: null }] as const;
  }
}

function* connectionMeanings(stream: readonly PastEvent[]) {
  let state: ConnectionState = connection.initial;
  for (const event of stream) {
    state = connection.evolve(state, toLedgerEvent(event) as ConnectionEvent);
    const label = state.status === 'none' ? '' : state.details.label;
    yield [event.version, { subject: { type: 'connection', label }, effect: null }] as const;
  }
}
