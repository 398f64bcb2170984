import type { RealizedRow } from '@singularity/contract';
import type { RealizedQuery } from '@singularity/contract/wire';
import type { Day, Instant } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Conditions } from '../filter/conditions.js';
import { daySql } from '../filter/day-sql.js';
import { periodOf } from '../filter/period.js';

/** The last row of a page: where the next one goes on. */
export type Place = readonly [at: Instant, tradeId: string, place: number];

interface Read extends RealizedRow {
  readonly place: number;
  /** What the exit came to. */
  readonly exit: string;
}

/**
 * What the year made real, a row for each exit, in the order of time: the realizations that statistics of these days count.
 * What was paid and got follows from the exit and the gross P&L, so that both always add up.
 */
export async function readRealized(
  tx: TenantTransaction,
  { year, accountId }: Pick<RealizedQuery, 'year' | 'accountId'>,
  after: Place | null,
  limit: number,
): Promise<{ readonly rows: readonly RealizedRow[]; readonly next: Place | null }> {
  const rules = await readStatRules(tx);
  const filter = accountId ? { accountId: [accountId] } : {};
  const conditions = new Conditions(tx.userId, { filter, rules }, 'r');
  const { parameter } = conditions;
  const period = periodOf(rules, { from: `${year}-01-01` as Day, to: `${year}-12-31` as Day });
  const where = conditions.where('r', 'at', [period]);
  const day = daySql({ at: 'r.at', accountId: 'r.account_id' }, rules, parameter);
  const beyond = after
    ? ` AND (r.at, r.trade_id, r.place) > (${parameter(after[0])}::timestamptz, ${parameter(after[1])}::uuid, ${parameter(after[2])}::integer)`
    : '';
  const found = await tx.query<Read>(
    `SELECT *, CASE position WHEN 'long' THEN exit ELSE exit + gross END AS proceeds,
            CASE position WHEN 'long' THEN exit - gross ELSE exit END AS cost
       FROM (SELECT r.trade_id AS "tradeId", r.place, (${day})::text AS day, r.account_id AS "accountId",
                    a.name AS account, r.currency, t.symbol, t.asset_type AS "assetType", t.direction, t.strike,
                    t.expiration,
                    CASE WHEN t.direction = 'SHORT' OR t.side = 'sell' THEN 'short' ELSE 'long' END AS position,
                    t.entry_at AS "openedAt", r.at AS "closedAt", r.quantity,
                    e.price * r.quantity * t.multiplier AS exit, r.gross, r.fees, r.net
               FROM realization r
               JOIN trade t ON t.user_id = $1 AND t.trade_id = r.trade_id
               JOIN execution e ON e.user_id = $1 AND e.trade_id = r.trade_id AND e.execution_id = r.execution_id
               LEFT JOIN account a ON a.user_id = $1 AND a.account_id = r.account_id
              WHERE r.user_id = $1${where}${beyond}
              ORDER BY r.at, r.trade_id, r.place LIMIT ${parameter(limit)}) r
      ORDER BY "closedAt", "tradeId", place`,
    conditions.parameters,
  );
  const last = found.length === limit ? found.at(-1) : undefined;
  return {
    rows: found.map(toRow),
    next: last ? [last.closedAt, last.tradeId, last.place] : null,
  };
}

function toRow({ place: _place, exit: _exit, ...row }: Read): RealizedRow {
  return row;
}
