import { setImmediate } from 'node:timers/promises';
import type { Instant, StatRules, TradeState } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Amended, History, HistoryItem, ProjectedStream } from '../event-store/projection.js';
import { PROJECTION_VERSION } from '../event-store/projection-version.js';
import { ALWAYS, isWithin } from '../filter/period.js';
import type { Period } from '../filter/period.js';
import { readAllItems } from './stat-items.table.js';

/** Realizations in a page; those of one moment stay together. */
const PAGE = 500;

export const history: History = {
  readAll: (tx, basis) => readAllItems(tx, { basis }),
  readPages,
};

/** What a stream adds to the history. */
export function historyOf({ streamType, stream, items }: ProjectedStream): readonly HistoryItem[] {
  if (streamType !== 'trade') return items.flatMap((item) => (item.kind === 'flow' ? item : []));
  const state = stream.state as TradeState;
  if (state.status !== 'recorded') return [];
  const { symbol, assetType, direction, tags } = state.details;
  return items.flatMap((item) => (item.kind === 'flow' ? [] : { ...item, symbol, assetType, direction, tags }));
}

async function* readPages(
  tx: TenantTransaction,
  rules: StatRules,
  amended: Amended,
): AsyncIterable<readonly HistoryItem[]> {
  const basis = { rules, projectionVersion: PROJECTION_VERSION };
  const others = [...amended.values()].flatMap((stream) => (stream ? historyOf(stream) : []));
  const read = (period: Period) => {
    const page = readAllItems(tx, { basis, periods: [period] });
    // Should it fail, that is said where it is waited for.
    page.catch(() => undefined);
    return page;
  };
  const periods = await readPeriods(tx);
  let next = read(periods[0]);
  for (const [place, period] of periods.entries()) {
    const page = await next;
    const following = periods[place + 1];
    if (following) next = read(following);
    // So that the next page is under way while this one is worked on.
    await setImmediate();
    yield [...page.filter((item) => !amended.has(streamOf(item))), ...others.filter((item) => isWithin(item, period))];
  }
}

/** All time, in stretches of some items each. */
async function readPeriods(tx: TenantTransaction): Promise<readonly [Period, ...Period[]]> {
  const ends = await tx.query<{ at: Instant }>(
    `SELECT DISTINCT at FROM (
       SELECT at, row_number() OVER (ORDER BY at) AS place FROM realization WHERE user_id = $1) r
      WHERE place % $2 = 0 ORDER BY at`,
    [tx.userId, PAGE],
  );
  const [first, ...others] = [...ends.map(({ at }) => at), null];
  let from = first;
  return [
    { ...ALWAYS, until: first },
    ...others.map((until) => {
      const period = { ...ALWAYS, from, until };
      from = until;
      return period;
    }),
  ];
}

/** The stream that an item is of. */
function streamOf(item: HistoryItem): string | null {
  return item.kind === 'flow' ? item.accountId : item.tradeId;
}
