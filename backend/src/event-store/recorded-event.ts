import type { Origin, StreamType } from '@singularity/contract';
import type { ChainedEvent, ChainEnvelope, Instant, LedgerEvent } from '@singularity/domain';

/** What is known about an event beside what it says. */
export interface Envelope extends ChainEnvelope {
  readonly streamType: StreamType;
  /** The stable name under which it is stored for ever. */
  readonly type: LedgerEvent['type'];
  readonly origin: Origin;
  /** The version of the event that this one takes back. */
  readonly undoes: number | null;
  readonly recordedAt: Instant;
}

/** An event as it stands in the ledger. Digests and hashes are hexadecimal. */
export interface RecordedEvent extends Envelope, Omit<ChainedEvent, keyof Envelope> {}

/** The newest schema version of every event type. Older ones are lifted on reading. */
export const SCHEMA_VERSIONS = {
  UserRegistered: 1,
  SettingsChanged: 1,
  AccountAdded: 2,
  AccountEdited: 1,
  BalanceUpdated: 1,
  BalanceUpdateRemoved: 1,
  AccountClosed: 1,
  AccountReopened: 1,
  AccountRemoved: 1,
  AccountRestored: 1,
  TradeAdded: 1,
  TradeEdited: 1,
  ExecutionAdded: 1,
  ExecutionEdited: 1,
  ExecutionRemoved: 1,
  TradeDeleted: 1,
  TradeRestored: 1,
  TradeReverted: 1,
  DayNoteWritten: 1,
  ImportConfirmed: 1,
  ImportUndone: 1,
  ConnectionAdded: 1,
  ConnectionChanged: 1,
  ConnectionRemoved: 1,
} as const satisfies Record<LedgerEvent['type'], number>;

type Lift = (payload: unknown) => unknown;

const asItIs: Lift = (payload) => payload;

/** What an older schema version says, in today's form. */
const LIFTS: Readonly<Record<string, Lift>> = {
  'AccountAdded 1': (payload) => ({ ...(payload as object), tradingDay: 'midnight' }),
};

/** The fact itself, in today's form. Throws on an event that this code does not know: its ledger must not be guessed at. */
export function toLedgerEvent({
  type,
  schemaVersion,
  payload,
  version,
}: Pick<RecordedEvent, 'type' | 'schemaVersion' | 'payload' | 'version'>): LedgerEvent {
  const lift = SCHEMA_VERSIONS[type] === schemaVersion ? asItIs : LIFTS[`${type} ${schemaVersion}`];
  if (!lift)
    throw new Error(`Event ${version} is a ${type} in schema version ${schemaVersion}, which is not known here.`);
  return { type, data: lift(payload) } as LedgerEvent;
}
