import { trade } from '@singularity/domain';
import type { TradeEvent, TradeState } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { readStreams, readUndoings } from '../event-store/streams.table.js';
import { toLedgerEvent } from '../event-store/recorded-event.js';
import type { PastEvent } from '../event-store/events.table.js';
import type { DeadFill } from './standing-trades.table.js';

/** Of fills that stand in no trade any more, those that were taken back by an undo: they count as never imported. */
export async function readTakenBack(
  tx: TenantTransaction,
  dead: readonly DeadFill[],
): Promise<(fill: DeadFill) => boolean> {
  const ids = [...new Set(dead.map(({ tradeId }) => tradeId))];
  const [streams, undoings] = await Promise.all([
    readStreams(tx, 'trade', ids, { notes: false }),
    readUndoings(tx, ids),
  ]);
  const undos = new Set(undoings.map(({ version }) => version));
  const droppedBy = new Map(ids.map((id) => [id, lastDrops(streams.get(id) ?? [])]));
  return ({ tradeId, key }) => {
    const version = droppedBy.get(tradeId)?.get(key);
    return version !== undefined && undos.has(version);
  };
}

/** For each fill that a trade had and has no longer, the version of the ledger that took it out. */
function lastDrops(events: readonly PastEvent[]): ReadonlyMap<string, number> {
  const drops = new Map<string, number>();
  let state: TradeState = trade.initial;
  for (const event of events) {
    const before = keysIn(state);
    state = trade.evolve(state, toLedgerEvent(event) as TradeEvent);
    const after = keysIn(state);
    for (const key of before) if (!after.has(key)) drops.set(key, event.version);
  }
  return drops;
}

function keysIn(state: TradeState): ReadonlySet<string> {
  if (state.status !== 'recorded') return new Set();
  return new Set(state.details.executions.flatMap(({ source }) => source?.key ?? []));
}
