import type { CurrencyTotals, Realized } from '@singularity/contract';
import type { TradeListFilter } from '@singularity/contract/wire';
import type { TradeResult } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { Conditions } from '../filter/conditions.js';
import type { TradesAsked } from '../filter/conditions.js';
import { narrow } from '../filter/few-trades.js';
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
): Promise<readonly CurrencyTotals[]> {
  const [rules, { ids }] = await Promise.all([readStatRules(tx), narrow(tx, query)]);
  const asked = { filter: query, rules, ids };
  const period = periodOf(asked.rules, query);
  const realized = new Map((await readRealized(tx, asked, period)).map((sums) => [sums.currency, sums]));
  const listed = await readListed(tx, asked, period);
  return totalsByCurrency(listed.map((sums) => ({ ...NOTHING_REALIZED, ...sums, ...realized.get(sums.currency) })));
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
