import { streaksIn } from '@singularity/domain';
import type { BucketSums, Day, DecimalText, Instant, Tally } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Basis } from '../event-store/projection.js';
import { Conditions } from '../filter/conditions.js';
import type { Parameter } from '../filter/conditions.js';
import { daySql } from '../filter/day-sql.js';
import type { Period } from '../filter/period.js';
import { toleranceSql } from '../filter/trade-filter.js';
import type { TradeConditions } from '../filter/trade-filter.js';
import { realizations } from './realizations.table.js';

/** Which realizations count, and the closes of their trades with them. */
export interface TalliesAsked {
  readonly basis: Basis;
  readonly filter: TradeConditions;
  readonly period: Period;
  /** Of one currency alone. */
  readonly currency?: string | undefined;
}

/** What trades are told apart by: an SQL text of realizations `r`, of a day and of a `tag`, if it is by tags. */
export interface Key {
  readonly byTag?: boolean;
  sql(day: string, parameter: Parameter, basis: Basis): string;
}

export const TOGETHER: Key = { sql: () => `''::text` };

/** Under one key in one currency. */
interface Keyed {
  readonly currency: string;
  readonly key: string;
}

export interface Sums extends Keyed, BucketSums {}

/** What happened in order beside the sums; falls are of what was made alone, flows are none of it. */
export interface KeyedTally extends Keyed, Omit<Tally, 'curve'> {
  readonly fall: Fall | null;
}

interface Fall {
  readonly amount: DecimalText;
  /** What was made by the peak, which is 0 where that is the beginning; and the day of it. */
  readonly high: DecimalText;
  readonly from: Day;
  /** When the trough was reached. */
  readonly to: Day;
  readonly at: Instant;
}

/** The sums of what was realized and closed, by a key: as everybody else adds up, since order is nothing to sums. */
export function readSums(tx: TenantTransaction, asked: TalliesAsked, key: Key): Promise<readonly Sums[]> {
  const { sql, parameters } = itemsSql(tx, asked, key);
  return tx.query(`SELECT currency, key, ${SUMS} FROM (${sql} OFFSET 0) item GROUP BY currency, key`, parameters);
}

/** The same with what depends on the order: one walk along what was realized finds falls, one along the closes finds runs. */
export async function readTallies(
  tx: TenantTransaction,
  asked: TalliesAsked,
  key: Key,
): Promise<readonly KeyedTally[]> {
  const { sql, parameters } = itemsSql(tx, asked, key);
  const rows = await tx.query<Sums & Fall & { results: string | null }>(
    `WITH item AS MATERIALIZED (${sql} ORDER BY currency, key, ${IN_ORDER}),
     sums AS (
       SELECT currency, key, ${SUMS},
              string_agg(CASE WHEN won THEN 'W' WHEN lost THEN 'L' END, '' ORDER BY ${IN_ORDER}) AS results
         FROM item GROUP BY currency, key
     ), walked AS (
       SELECT currency, key, day, at, pnl, greatest(max(pnl) OVER along, 0) AS high
         FROM (SELECT *, sum(net) OVER along AS pnl FROM item WINDOW ${ALONG}) i WINDOW ${ALONG}
     ), deepest AS (
       SELECT DISTINCT ON (currency, key) currency, key, high, min(day) AS since,
              min(ARRAY[pnl, day - DATE '1970-01-01', extract(epoch FROM at)]) AS trough
         FROM walked GROUP BY currency, key, high
        ORDER BY currency, key, high - min(pnl) DESC, high
     )
     SELECT s.*, d.high - d.trough[1] AS amount, d.high, d.since AS "from",
            DATE '1970-01-01' + d.trough[2]::integer AS "to", to_timestamp(d.trough[3]) AS at
       FROM sums s JOIN deepest d USING (currency, key)`,
    parameters,
  );
  return rows.map(({ results, amount, high, from, to, at, ...sums }) => ({
    ...sums,
    streaks: streaksIn(results ?? ''),
    fall: amount === '0' ? null : { amount, high, from, to, at },
  }));
}

/** What was made on a day, and the highest that it came to on the way. */
export interface DayMade {
  readonly currency: string;
  readonly day: Day;
  readonly pnl: DecimalText;
  readonly high: DecimalText;
}

export const BY_DAY: Key = { sql: (day) => `${day}::text` };

export function readDaysMade(tx: TenantTransaction, asked: TalliesAsked): Promise<readonly DayMade[]> {
  const { sql, parameters } = itemsSql(tx, asked, BY_DAY);
  return tx.query(
    `SELECT currency, key AS day, sum(net) AS pnl, greatest(max(pnl), 0) AS high
       FROM (SELECT currency, key, net, sum(net) OVER along AS pnl FROM (${sql} OFFSET 0) item WINDOW ${ALONG}) i
      GROUP BY currency, key`,
    parameters,
  );
}

/** As `compareItems` says, of realizations and of closes. */
const IN_ORDER = 'day, at, trade_id, place';
const ALONG = `along AS (PARTITION BY currency, key ORDER BY ${IN_ORDER} ROWS UNBOUNDED PRECEDING)`;

const SUMS = `sum(gross) AS gross, sum(fees) AS fees, sum(net) AS net,
  count(closed_net) AS closed, count(*) FILTER (WHERE won) AS wins, count(*) FILTER (WHERE lost) AS losses,
  count(*) FILTER (WHERE NOT won AND NOT lost) AS breakeven,
  coalesce(sum(closed_net), 0) AS "closedNet",
  coalesce(sum(closed_net) FILTER (WHERE closed_net > 0), 0) AS "positiveNet",
  coalesce(sum(closed_net) FILTER (WHERE closed_net < 0), 0) AS "negativeNet",
  coalesce(sum(closed_net) FILTER (WHERE won), 0) AS "winNet",
  coalesce(sum(closed_net) FILTER (WHERE lost), 0) AS "lossNet",
  max(closed_net) FILTER (WHERE won) AS "largestWin", min(closed_net) FILTER (WHERE lost) AS "largestLoss",
  coalesce(sum(holding_seconds) FILTER (WHERE won), 0) AS "winSeconds",
  coalesce(sum(holding_seconds) FILTER (WHERE lost), 0) AS "lossSeconds",
  coalesce(sum(r_multiple), 0) AS "rSum", count(r_multiple) AS "rTrades"`;

/** Realizations with their keys and days, and whether each closed its trade as a win or a loss. */
function itemsSql(
  tx: TenantTransaction,
  { basis, filter, period, currency }: TalliesAsked,
  { byTag = false, sql: keySql }: Key,
): { readonly sql: string; readonly parameters: readonly unknown[] } {
  const { rules } = basis;
  const conditions = new Conditions(tx.userId, { filter, rules }, 'r');
  const { parameter, parameters } = conditions;
  const day = daySql({ at: 'r.at', accountId: 'r.account_id' }, rules, parameter);
  const tolerance = toleranceSql('r.currency', { rules, parameter });
  const sql = `
    SELECT r.currency, ${keySql(day, parameter, basis)} AS key, ${day} AS day, r.at, r.trade_id, r.place,
           r.gross, r.fees, r.net, r.closed_net, r.r_multiple, r.holding_seconds,
           r.closed_net > ${tolerance} AS won, r.closed_net < -${tolerance} AS lost
      FROM ${realizations(basis)} ${byTag ? 'LEFT JOIN LATERAL unnest(r.tags) tag ON true' : ''}
     WHERE r.user_id = $1${conditions.where('r', 'at', [period])}
           ${currency === undefined ? '' : `AND r.currency = ${parameter(currency)}`}`;
  return { sql, parameters };
}
