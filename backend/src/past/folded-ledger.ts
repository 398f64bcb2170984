import type { StreamType } from '@singularity/contract';
import { member, settingsIn, statRulesFrom } from '@singularity/domain';
import type {
  AccountState,
  ConnectionState,
  DayNoteState,
  ImportState,
  MemberState,
  Settings,
  StatItem,
  StatRules,
  TradeState,
} from '@singularity/domain';
import type { Stream } from '../event-store/ledger-fold.js';
import type { FoldedStream } from '../event-store/projection.js';

/** A ledger as it stood right after a version. Never changes, so that what was worked out of it may be kept with it. */
export interface FoldedLedger {
  readonly version: number;
  /** Of the event that made the version: a ledger that was restored from a backup may have another there. */
  readonly hash: string;
  readonly streams: ReadonlyMap<string, Stream>;
}

interface States {
  readonly user: MemberState;
  readonly account: AccountState;
  readonly trade: TradeState;
  readonly day: DayNoteState;
  readonly import: ImportState;
  readonly connection: ConnectionState;
}

/** Works out something about a ledger or a stream once, for as long as that is held. */
export function once<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key) ?? { value: work(key) };
    known.set(key, found);
    return found.value;
  };
}

const byType = once((ledger: FoldedLedger) =>
  Map.groupBy(ledger.streams.values(), ({ projection }) => projection.streamType),
);

/** All streams of a type, whatever became of them, in the order in which they began. */
export function streamsOf<Type extends StreamType>(
  ledger: FoldedLedger,
  type: Type,
): readonly FoldedStream<States[Type]>[] {
  return (byType(ledger).get(type) ?? []).map(({ stream }) => stream as FoldedStream<States[Type]>);
}

/** One stream of a type; null where there was none by then. */
export function streamOf<Type extends StreamType>(
  ledger: FoldedLedger,
  type: Type,
  id: string,
): FoldedStream<States[Type]> | null {
  const found = ledger.streams.get(id);
  return found?.projection.streamType === type ? (found.stream as FoldedStream<States[Type]>) : null;
}

const itemsOfStream = once(({ projection, stream }: Stream) => projection.items(stream));

/** What one stream adds to statistics. */
export function itemsOfOne(ledger: FoldedLedger, id: string): readonly StatItem[] {
  const found = ledger.streams.get(id);
  return found ? itemsOfStream(found) : [];
}

/** What all streams add to statistics. */
export const itemsOf = once((ledger: FoldedLedger): readonly StatItem[] =>
  [...ledger.streams.values()].flatMap(itemsOfStream),
);

/** How much a ledger is to hold: its events, of which one may have a thousand executions, and what they add to statistics. */
export const weightOf = once(({ version, streams }: FoldedLedger): number => {
  let weight = version;
  for (const stream of streams.values()) weight += itemsOfStream(stream).length;
  return weight;
});

/** The rules that days and results depended on then. */
export const statRulesOf = once((ledger: FoldedLedger): StatRules =>
  statRulesFrom(
    settingsOf(ledger),
    streamsOf(ledger, 'account').map(({ streamId, state }) => [streamId, state] as const),
  ),
);

/** The settings as they were then. */
export function settingsOf(ledger: FoldedLedger): Settings {
  return settingsIn(streamsOf(ledger, 'user')[0]?.state ?? member.initial);
}
