import { jsonOf } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import { listConnections, readAccounts } from './connections.table.js';
import { listRuns } from './runs.table.js';

const MOST_RUNS = 1_000;

export const connectionExport: readonly ExportPart[] = [
  jsonOf(
    'connections.json',
    'Your connections with brokers, without what opens them, and their last syncs.',
    (snapshot) =>
      snapshot.read(async (tx) => {
        const accounts = await readAccounts(tx);
        const connections = [];
        for (const {
          credentials: _,
          holder: __,
          consentDigest: ___,
          consentAskedAt: ____,
          ...row
        } of await listConnections(tx))
          connections.push({
            ...row,
            accounts: accounts.filter(({ connectionId }) => connectionId === row.id),
            runs: await listRuns(tx, row.id, null, MOST_RUNS),
          });
        return connections;
      }),
  ),
];
