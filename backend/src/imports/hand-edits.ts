import { retold, same, sourcedFillsOf, trade } from '@singularity/domain';
import type { Execution, TradeEvent, TradeState } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { toLedgerEvent } from '../event-store/recorded-event.js';
import { readStreams } from '../event-store/streams.table.js';
import type { PastEvent } from '../event-store/events.table.js';
import type { StandingVersion } from './standing-trades.table.js';
import type { ToldBySource } from './told-fills.js';

/**
 * Of the fills that a source is about to change, those that the member has changed: they are told otherwise than they stand,
 * the broker has taken them back, or its API may tell better of them than the file they came from.
 */
export async function readChangedByHand(
  tx: TenantTransaction,
  trades: readonly StandingVersion[],
  accountId: string,
  { told, voided }: { readonly told: readonly ToldBySource[]; readonly voided: readonly string[] },
): Promise<ReadonlySet<string>> {
  const standing = sourcedFillsOf(
    trades.map(({ details }) => details),
    accountId,
  );
  const otherwise = told.flatMap(({ fill }) => {
    const before = standing.get(fill.key);
    return before && retold(before, fill) ? [fill.key] : [];
  });
  const ofFiles = told.some(({ fill }) => fill.source.kind === 'api')
    ? [...standing.values()].filter(({ source }) => source.kind !== 'api').map(({ key }) => key)
    : [];
  const keys = new Set([...otherwise, ...ofFiles, ...voided.filter((key) => standing.has(key))]);
  if (keys.size === 0) return keys;
  const holding = trades.filter(({ details: { executions } }) => executions.some((each) => isOneOf(each, keys)));
  return changedIn(
    tx,
    holding.map(({ id }) => id),
  );
}

function isOneOf({ source }: Execution, keys: ReadonlySet<string>): boolean {
  return source !== undefined && keys.has(source.key);
}

async function changedIn(tx: TenantTransaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const byHand = await tx.query<{ version: number; streamId: string }>(
    `SELECT version, stream_id AS "streamId" FROM event
      WHERE user_id = $1 AND stream_id = ANY($2::uuid[]) AND origin IN ('form', 'api')`,
    [tx.userId, ids],
  );
  const touched = [...new Set(byHand.map(({ streamId }) => streamId))];
  if (touched.length === 0) return new Set();
  const streams = await readStreams(tx, 'trade', touched, { notes: false });
  const versions = new Set(byHand.map(({ version }) => version));
  const keys = [...streams.values()].flatMap((events) => [...changedWith(events, versions)]);
  return new Set(keys);
}

/** The fills of a trade that some of its events changed. */
function* changedWith(events: readonly PastEvent[], versions: ReadonlySet<number>): Generator<string> {
  let state: TradeState = trade.initial;
  for (const event of events) {
    const before = executionsIn(state);
    state = trade.evolve(state, toLedgerEvent(event) as TradeEvent);
    if (!versions.has(event.version)) continue;
    for (const execution of executionsIn(state)) {
      const old = before.find(({ id }) => id === execution.id);
      if (old && execution.source && !same(old, execution)) yield execution.source.key;
    }
  }
}

function executionsIn(state: TradeState): readonly Execution[] {
  return state.status === 'none' ? [] : state.details.executions;
}
