import { createHash } from 'node:crypto';
import type { StreamType } from '@singularity/contract';
import { faultLabel, LedgerCheck, parseEventLine } from '@singularity/domain';
import type { ChainedEvent, LedgerEvent, Sha256 } from '@singularity/domain';
import { toLedgerEvent } from '../event-store/recorded-event.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';
import { streamHandlerOf } from '../event-store/stream-handlers.js';
import type { StreamHandlers } from '../event-store/stream-handlers.js';
import { refusal } from './archive.js';
import type { Archive } from './archive.js';

const sha256: Sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(typeof part === 'string' ? Buffer.from(part) : Buffer.from(part.hex, 'hex'));
  return hash.digest('hex');
};

/** What a stream came to; or, as text, why that cannot be told. */
export type StreamEnd = { readonly state: unknown } | { readonly unreadable: string };

/** Of streams, by their ids. */
export type StreamEnds = ReadonlyMap<string, StreamEnd>;

/** More than is ever asked of one account, trade or day. Folding takes longer with each. */
const MOST_CHANGES = 10_000;
const UNREADABLE = 'Part of it was written by a newer version, or removed, and cannot be read here.';

/** A ledger out of an archive, in which every entry is as it was recorded. */
export class ArchivedLedger {
  private constructor(
    private readonly archive: Archive,
    private readonly handlers: StreamHandlers,
    /** The hash of its last entry: what tells this archive from any other. */
    readonly hash: string,
    private readonly streams: ReadonlyMap<string, string>,
  ) {}

  /** Reads all of it once. Throws where anything was changed, left out or cut off. */
  static async verified(archive: Archive, handlers: StreamHandlers): Promise<ArchivedLedger> {
    const streams = new Map<string, string>();
    const check = new LedgerCheck(sha256, [], ({ streamId, streamType }) => streams.set(streamId, streamType));
    for await (const lines of archive.lines()) {
      for (const line of lines) check.take(line);
      if (check.fault) break;
    }
    const { broken, intact } = check.verdict();
    if (broken) throw refusal(`This archive was changed after it was made. ${faultLabel(broken)}`);
    return new ArchivedLedger(archive, handlers, intact.hash, streams);
  }

  /** The ids of the streams of one type, in the order in which they began. */
  streamsOf(type: StreamType): readonly string[] {
    return [...this.streams].flatMap(([id, of]) => (of === type ? [id] : []));
  }

  /** What those streams came to. It reads the ledger again, so that no more of it is held than is asked for. */
  async ends(type: StreamType, ids: readonly string[]): Promise<StreamEnds> {
    const { initial, evolve } = streamHandlerOf(this.handlers, type).decider;
    const ends = new Map<string, StreamEnd>(ids.map((id) => [id, { state: initial }]));
    for await (const lines of this.archive.lines())
      for (const line of lines) {
        const event = parseEventLine(line);
        const before = event && ends.get(event.streamId);
        if (event && before && 'state' in before) ends.set(event.streamId, evolved(evolve, before.state, event));
      }
    return ends;
  }
}

function evolved(
  evolve: (state: unknown, event: LedgerEvent) => unknown,
  state: unknown,
  event: ChainedEvent,
): StreamEnd {
  if (event.streamVersion > MOST_CHANGES) return { unreadable: 'It has too many changes.' };
  try {
    return { state: evolve(state, toLedgerEvent(event as RecordedEvent)) };
  } catch {
    return { unreadable: UNREADABLE };
  }
}
