import type { CurrencyTotals, Realized } from '@singularity/contract';
import type { TradeListFilter } from '@singularity/contract/wire';
import type { TradeResult } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { currentMonthOf } from '../event-store/current-month.js';
import type { Head } from '../event-store/events.table.js';
import { Conditions } from '../filter/conditions.js';
import type { TradesAsked } from '../filter/conditions.js';
import { narrow } from '../filter/few-trades.js';
import { ALL_TRADES, areDaysRead, coarsest } from '../filter/kept-buckets.js';
import { periodOf } from '../filter/period.js';
import type { Period } from '../filter/period.js';
import { filtersTrades, resultSql } from '../filter/trade-filter.js';
import { NOTHING_REALIZED, totalsByCurrency } from './trade-totals.js';
import type { CurrencySums } from './trade-totals.js';
import { partlyRealizedIn } from './trades.table.js';

/** What all trades of a filter come to, in each currency. */
export async function readTradeTotals(
  tx: TenantTransaction,
  query: TradeListFilter,
  head: Head,
): Promise<readonly CurrencyTotals[]> {
  if (areTotalsKept(query, head)) return totalsByCurrency(await readKept(tx, query, head));
  const [rules, { ids }] = await Promise.all([readStatRules(tx), narrow(tx, query)]);
  const asked = { filter: query, rules, ids };
  const period = periodOf(asked.rules, query);
  const realized = new Map((await readRealized(tx, asked, period)).map((sums) => [sums.currency, sums]));
  const listed = await readListed(tx, asked, period);
  return totalsByCurrency(listed.map((sums) => ({ ...NOTHING_REALIZED, ...sums, ...realized.get(sums.currency) })));
}

/** Under days, trades are listed that were neither closed nor entered on them. */
function areTotalsKept({ status, result, symbolPrefix, ...query }: TradeListFilter, head: Head): boolean {
  const { from, to } = query;
  return [status, result, symbolPrefix, from, to].every((value) => value === undefined) && areDaysRead(query, head);
}

/** The same out of years and the days of the month under way, which have all but how many trades are open. */
function readKept(tx: TenantTransaction, { accountId }: TradeListFilter, head: Head): Promise<readonly CurrencySums[]> {
  return tx.query(
    `SELECT currency, sum(trades)::bigint AS trades, sum(gross) AS "realizedGross", sum(fees) AS "realizedFees",
            sum(net) AS "realizedNet", sum(wins) AS wins, sum(losses) AS losses, sum(breakeven) AS breakeven,
            sum("positiveNet") AS "positiveNet", sum("negativeNet") AS "negativeNet"
       FROM (
         SELECT currency, closed AS trades, gross, fees, net, wins, losses, closed - wins - losses AS breakeven,
                (rest ->> 'positiveNet')::numeric AS "positiveNet", (rest ->> 'negativeNet')::numeric AS "negativeNet"
           FROM (VALUES ($3::text, '-infinity'::date), ('day', $4::date)) span(kept, first)
          CROSS JOIN LATERAL (
            SELECT * FROM day_stats
             WHERE user_id = $1 AND grain = kept AND scope = coalesce($2::uuid, '${ALL_TRADES}') AND day >= first
            OFFSET 0) d
         UNION ALL
         SELECT currency, count(*), 0, 0, 0, 0, 0, 0, 0, 0
           FROM trade WHERE user_id = $1 AND status = 'open' AND ($2::uuid IS NULL OR account_id = $2) GROUP BY currency
       ) kept GROUP BY currency HAVING sum(trades) > 0`,
    [tx.userId, accountId?.[0] ?? null, coarsest(head), currentMonthOf(head)],
  );
}

function readRealized(
  tx: TenantTransaction,
  asked: TradesAsked,
  period: Period,
): Promise<readonly (Realized & Pick<CurrencySums, 'currency'>)[]> {
  const conditions = new Conditions(tx.userId, asked);
  const join = filtersTrades(asked.filter) ? 'JOIN trade t ON t.user_id = $1 AND t.trade_id = r.trade_id' : '';
  const where = conditions.where('r', 'at', [period]);
  return tx.query(
    `SELECT r.currency, sum(r.gross) AS "realizedGross", sum(r.fees) AS "realizedFees", sum(r.net) AS "realizedNet"
       FROM realization r ${join} WHERE r.user_id = $1${where} GROUP BY r.currency`,
    conditions.parameters,
  );
}

async function readListed(
  tx: TenantTransaction,
  asked: TradesAsked,
  period: Period,
): Promise<readonly Omit<CurrencySums, keyof Realized>[]> {
  const conditions = new Conditions(tx.userId, asked);
  const { parameter } = conditions;
  const partly = await partlyRealizedIn(tx, period, asked);
  const dated = conditions.during('t', 'dated_at', [period]);
  const closed = `t.status = 'closed' AND ${dated}`;
  const count = (result: TradeResult) =>
    `count(*) FILTER (WHERE ${closed} AND ${resultSql(result, { rules: asked.rules, of: 't', parameter })})`;
  const total = (sign: '>' | '<') => `coalesce(sum(t.net_pnl) FILTER (WHERE ${closed} AND t.net_pnl ${sign} 0), 0)`;
  return tx.query(
    `SELECT t.currency, count(*) AS trades, ${count('win')} AS wins, ${count('loss')} AS losses,
            ${count('breakeven')} AS breakeven, ${total('>')} AS "positiveNet", ${total('<')} AS "negativeNet"
       FROM trade t
      WHERE t.user_id = $1${conditions.onTrades} AND (${dated} OR t.trade_id = ANY(${parameter(partly)}))
      GROUP BY t.currency`,
    conditions.parameters,
  );
}
