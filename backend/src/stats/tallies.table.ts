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

/** What trades are told apart by, if they are: an SQL text of realizations `r`, of a day and of a `tag`, if it is by tags. */
export interface Key {
  readonly byTag?: boolean;
  sql?(day: string, parameter: Parameter, basis: Basis): string;
}

export const TOGETHER: Key = {};

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
  /** When the trough was reached; the moment is not told where no money moved on that day. */
  readonly to: Day;
  readonly at: Instant | null;
}

/** The sums of what was realized and closed, by a key: as everybody else adds up, since order is nothing to sums. */
export function readSums(tx: TenantTransaction, asked: TalliesAsked, key: Key): Promise<readonly Sums[]> {
  const { sql, parameters } = itemsSql(tx, asked, key);
  return tx.query(
    `SELECT currency, key, ${sumsSql(asked)} FROM (${sql} ${AS_IT_IS}) item GROUP BY currency, key`,
    parameters,
  );
}

/** The same with what depends on the order: one walk along what was realized finds falls, one along the closes finds runs. */
export async function readTallies(
  tx: TenantTransaction,
  asked: TalliesAsked,
  key: Key,
): Promise<readonly KeyedTally[]> {
  const { sql, parameters } = itemsSql(tx, asked, key);
  // A constant among them would hide that the items are sorted already.
  const by = key.sql ? 'currency, key' : 'currency';
  const along = alongSql(by);
  const rows = await tx.query<Sums & Fall & { results: string | null }>(
    `WITH item AS MATERIALIZED (${sql} ORDER BY ${by}, ${IN_ORDER}),
     sums AS (
       SELECT ${by}, ${sumsSql(asked)},
              string_agg(CASE WHEN won THEN 'W' WHEN lost THEN 'L' END, '' ORDER BY ${IN_ORDER}) AS results
         FROM item GROUP BY ${by}
     ), walked AS (
       SELECT ${by}, day, at, pnl, greatest(max(pnl) OVER along, 0) AS high
         FROM (SELECT *, sum(net) OVER along AS pnl FROM item WINDOW ${along}) i WINDOW ${along}
     ), deepest AS (
       SELECT DISTINCT ON (${by}) ${by}, high, min(day) AS since,
              min(ARRAY[pnl, day - DATE '1970-01-01', extract(epoch FROM at)]) AS trough
         FROM walked GROUP BY ${by}, high
        ORDER BY ${by}, high - min(pnl) DESC, high
     )
     SELECT ${key.sql ? '' : `'' AS key,`} s.*, d.high - d.trough[1] AS amount, d.high, d.since AS "from",
            DATE '1970-01-01' + d.trough[2]::integer AS "to", to_timestamp(d.trough[3]) AS at
       FROM sums s JOIN deepest d USING (${by})`,
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
       FROM (SELECT currency, key, net, sum(net) OVER along AS pnl FROM (${sql} ${AS_IT_IS}) item WINDOW ${alongSql('currency, key')}) i
      GROUP BY currency, key`,
    parameters,
  );
}

/** As `compareItems` says, of realizations and of closes. */
const IN_ORDER = 'day, at, trade_id, place';

function alongSql(by: string): string {
  return `along AS (PARTITION BY ${by} ORDER BY ${IN_ORDER} ROWS UNBOUNDED PRECEDING)`;
}

/**
 * Has what a subquery selects worked out once, and not wherever it is named. As a text, which is a bigint at once: with a
 * plain 0 PostgreSQL gives up on workers.
 */
const AS_IT_IS = `OFFSET '0'`;

/** Without a tolerance, what won is what is above zero, and the same sums are one. */
function sumsSql({ basis: { rules } }: Pick<TalliesAsked, 'basis'>): string {
  const isTolerant = Object.keys(rules.breakevenTolerance).length > 0;
  const [above, below] = isTolerant ? ['closed_net > 0', 'closed_net < 0'] : ['won', 'lost'];
  const total = (of: string, where: string) => `coalesce(sum(${of}) FILTER (WHERE ${where}), 0)`;
  const [count, wins, losses] = ['count(closed_net)', 'count(*) FILTER (WHERE won)', 'count(*) FILTER (WHERE lost)'];
  const [positive, negative] = [total('closed_net', above), total('closed_net', below)];
  return `sum(gross) AS gross, sum(fees) AS fees, sum(net) AS net,
    ${count} AS closed, ${wins} AS wins, ${losses} AS losses, ${count} - ${wins} - ${losses} AS breakeven,
    ${positive} + ${negative} AS "closedNet", ${positive} AS "positiveNet", ${negative} AS "negativeNet",
    ${total('closed_net', 'won')} AS "winNet", ${total('closed_net', 'lost')} AS "lossNet",
    max(closed_net) FILTER (WHERE won) AS "largestWin", min(closed_net) FILTER (WHERE lost) AS "largestLoss",
    ${total('holding_seconds', 'won')} AS "winSeconds", ${total('holding_seconds', 'lost')} AS "lossSeconds",
    coalesce(sum(r_multiple), 0) AS "rSum", count(r_multiple) AS "rTrades"`;
}

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
    SELECT r.currency, ${keySql ? `${keySql(day, parameter, basis)} AS key,` : ''} ${day} AS day, r.at, r.trade_id, r.place,
           r.gross, r.fees, r.net, r.closed_net, r.r_multiple, r.holding_seconds,
           r.closed_net > ${tolerance} AS won, r.closed_net < -${tolerance} AS lost
      FROM ${realizations(basis)} ${byTag ? 'LEFT JOIN LATERAL unnest(r.tags) tag ON true' : ''}
     WHERE r.user_id = $1${conditions.where('r', 'at', [period])}
           ${currency === undefined ? '' : `AND r.currency = ${parameter(currency)}`}`;
  return { sql, parameters };
}
