import type { DaySheetAnswer, DayFill } from '@singularity/contract';
import { calendarOf, nextDay, SESSION_CALENDAR } from '@singularity/domain';
import type { Calendar, Day, Instant } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { Conditions } from '../filter/conditions.js';
import type { TradesAsked } from '../filter/conditions.js';
import { periodOf, withinSql } from '../filter/period.js';

const FILLED = `execution e JOIN trade t ON t.user_id = $1 AND t.trade_id = e.trade_id`;

/** The first so many fills of a day, in the order in which they count. */
export function readFills(
  tx: TenantTransaction,
  day: Day,
  asked: TradesAsked,
  limit: number,
): Promise<readonly DayFill[]> {
  const conditions = new Conditions(tx.userId, asked);
  const { parameter, onTrades } = conditions;
  const within = withinSql(
    { at: 'e.at', accountId: 't.account_id' },
    periodOf(asked.rules, { from: day, to: day }),
    parameter,
  );
  return tx.query(
    `SELECT e.execution_id AS id, e.trade_id AS "tradeId", t.account_id AS "accountId", t.currency, t.symbol,
            t.asset_type AS "assetType", t.direction, t.side, t.strike, t.expiration,
            e.type, e.at, e.quantity, e.price, e.fees,
            r.gross AS "realizedGross", r.fees AS "realizedFees", r.net AS "realizedNet"
       FROM ${FILLED}
       LEFT JOIN realization r ON r.user_id = $1 AND r.trade_id = e.trade_id AND r.execution_id = e.execution_id
      WHERE e.user_id = $1${onTrades} AND ${within}
      ORDER BY e.at, e.type = 'close', e.trade_id, e.place LIMIT ${parameter(limit)}`,
    conditions.parameters,
  );
}

/** The nearest days before and after that have fills. */
export async function readNeighbours(
  tx: TenantTransaction,
  day: Day,
  asked: TradesAsked,
): Promise<Pick<DaySheetAnswer, 'previous' | 'next'>> {
  const { timeZone, sessionAccounts } = asked.rules;
  const before: Day[] = [];
  const after: Day[] = [];
  for (const isSession of sessionAccounts.length > 0 ? [false, true] : [false]) {
    const calendar = isSession ? SESSION_CALENDAR : calendarOf(timeZone);
    before.push(...(await readNearest(tx, asked, { calendar, isSession, before: calendar.startOf(day) })));
    after.push(...(await readNearest(tx, asked, { calendar, isSession, from: calendar.startOf(nextDay(day)) })));
  }
  return { previous: before.sort().at(-1) ?? null, next: after.sort()[0] ?? null };
}

type Edge = { readonly before: Instant } | { readonly from: Instant };

/** The day of the last fill before a moment, or of the first from it on, among the accounts of one calendar. */
async function readNearest(
  tx: TenantTransaction,
  asked: TradesAsked,
  { calendar, isSession, ...edge }: { readonly calendar: Calendar; readonly isSession: boolean } & Edge,
): Promise<readonly Day[]> {
  const { sessionAccounts } = asked.rules;
  const conditions = new Conditions(tx.userId, asked);
  const { parameter, onTrades } = conditions;
  const ofSessions = `coalesce(t.account_id = ANY(${parameter(sessionAccounts)}::uuid[]), false)`;
  const [side, order] =
    'before' in edge ? [`e.at < ${parameter(edge.before)}`, 'DESC'] : [`e.at >= ${parameter(edge.from)}`, 'ASC'];
  const rows = await tx.query<{ at: Instant }>(
    `SELECT e.at FROM ${FILLED}
      WHERE e.user_id = $1${onTrades} AND ${side} AND ${ofSessions} = ${parameter(isSession)}
      ORDER BY e.at ${order} LIMIT 1`,
    conditions.parameters,
  );
  return rows.map(({ at }) => calendar.dayOf(at));
}
