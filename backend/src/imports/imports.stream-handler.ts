import { imports } from '@singularity/domain';
import type { ImportCommand, ImportEvent, ImportFacts, ImportState } from '@singularity/domain';
import type { Projection } from '../event-store/projection.js';
import type { StreamHandler } from '../event-store/stream-handler.js';

/** What an import did stands in its trades: of itself history knows enough. */
export const importProjection: Projection<ImportState> = {
  streamType: 'import',
  rules: imports,
  tables: [],
  rows: () => [],
  items: () => [],
};

export const importStreamHandler: StreamHandler<ImportState, ImportCommand, ImportEvent, ImportFacts, object> = {
  decider: imports,
  projection: importProjection,
  looksAt: () => null,
  facts: (command, { stream: { state }, setup }) => {
    const details = command.type === 'ConfirmImport' ? command.details : state.status === 'none' ? null : state.details;
    return { account: (details && setup.accounts.get(details.accountId)) || null };
  },
  answer: ({ streamId }) => ({ id: streamId }),
};
