import { isAmended, same, sourcedFillsOf, trade } from '@singularity/domain';
import type { Execution, TradeEvent, TradeState } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { toLedgerEvent } from '../event-store/recorded-event.js';
import { readStreams } from '../event-store/streams.table.js';
import type { PastEvent } from '../event-store/events.table.js';
import type { StandingVersion } from './standing-trades.table.js';
import type { ToldBySource } from './told-fills.js';

/** Of the fills that are told otherwise than they stand, those that the member has changed. They are few, mostly none. */
export async function readChangedByHand(
  tx: TenantTransaction,
  trades: readonly StandingVersion[],
  accountId: string,
  told: readonly ToldBySource[],
): Promise<ReadonlySet<string>> {
  const standing = sourcedFillsOf(
    trades.map(({ details }) => details),
    accountId,
  );
  const otherwise = new Set(
    told.flatMap(({ fill }) => {
      const before = standing.get(fill.key);
      return before && isAmended(before, fill) ? [fill.key] : [];
    }),
  );
  if (otherwise.size === 0) return otherwise;
  const holding = trades.filter(({ details: { executions } }) => executions.some((each) => isOneOf(each, otherwise)));
  return changedIn(
    tx,
    holding.map(({ id }) => id),
  );
}

function isOneOf({ source }: Execution, keys: ReadonlySet<string>): boolean {
  return source !== undefined && keys.has(source.key);
}

async function changedIn(tx: TenantTransaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const [streams, byHand] = await Promise.all([
    readStreams(tx, 'trade', ids, { notes: false }),
    tx.query<{ version: number }>(
      `SELECT version FROM event WHERE user_id = $1 AND stream_id = ANY($2::uuid[]) AND origin IN ('form', 'api')`,
      [tx.userId, ids],
    ),
  ]);
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
