import { GENESIS_HASH } from '@singularity/domain';
import type { LedgerHeader } from '@singularity/domain';
import { readEvents } from '../event-store/events.table.js';
import { fileOf } from '../past/export-part.js';
import type { ExportPart } from '../past/export-part.js';
import type { Snapshot } from '../past/snapshot.js';

/** So few that making one keeps nobody else waiting, and that little is held for a client that is slow. */
const PAGE = 200;

export const ledgerExport: readonly ExportPart[] = [
  fileOf(
    'ledger.ndjson',
    'Your full history: every change you ever made, deleted trades included, chained so that it can be verified. All other numbers follow from it.',
    ledgerLines,
  ),
];

/** A header, which says by the head how many lines follow, so that a file that was cut is noticed; then each event. */
export async function* ledgerLines(snapshot: Snapshot): AsyncGenerator<string, void> {
  const { userId, head, takenAt } = snapshot;
  const { version, hash } = head;
  const header: LedgerHeader = {
    ...{ ledger: 1, userId, exportedAt: takenAt },
    ...{ head: { version, hash }, genesis: GENESIS_HASH },
  };
  yield lineOf(header);
  for (let after = 0; after < version; after += PAGE) {
    const events = await snapshot.read((tx) => readEvents(tx, after, Math.min(after + PAGE, version)));
    yield events.map(lineOf).join('');
  }
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
