import { connection } from '@singularity/domain';
import type { ConnectionCommand, ConnectionEvent, ConnectionFacts, ConnectionState } from '@singularity/domain';
import type { Projection } from '../event-store/projection.js';
import type { StreamHandler } from '../event-store/stream-handler.js';

/** What a connection is needed for stands beside the ledger, with its credentials: history tells the rest. */
export const connectionProjection: Projection<ConnectionState> = {
  streamType: 'connection',
  rules: connection,
  tables: [],
  rows: () => [],
  items: () => [],
};

export const connectionStreamHandler: StreamHandler<
  ConnectionState,
  ConnectionCommand,
  ConnectionEvent,
  ConnectionFacts,
  { readonly id: string; readonly streamVersion: number }
> = {
  decider: connection,
  projection: connectionProjection,
  looksAt: () => null,
  facts: (_command, { setup: { accounts } }) => ({ accounts }),
  answer: ({ streamId, streamVersion }) => ({ id: streamId, streamVersion }),
};
