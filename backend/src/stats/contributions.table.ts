import type { ExplainPageQuery } from '@singularity/contract/wire';
import { contributionsTo, FIGURE_RULES, toContribution, toleranceOf } from '@singularity/domain';
import type { Contribution, Counted, CountedTrade, FigureRule, RealizationItem, StatRules } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { rowsAfter } from './contribution-pages.js';
import type { PageRange } from './contribution-pages.js';
import { ALWAYS, periodOf } from '../filter/period.js';
import type { Period } from '../filter/period.js';
import { filtersTrades } from '../filter/trade-filter.js';
import { Conditions } from '../filter/conditions.js';
import type { TradesAsked } from '../filter/conditions.js';

/** The rows of a page as `contributionsTo` and `rowsAfter` would give them, worked out where they lie as far as that is fast. */
export async function readContributions(
  tx: TenantTransaction,
  query: ExplainPageQuery,
  range: PageRange,
  rules: StatRules,
): Promise<readonly Contribution[]> {
  const { figure, currency, cursor: _cursor, limit: _limit, from, to, ...filter } = query;
  const rule = FIGURE_RULES[figure];
  const tolerance = toleranceOf(rules, currency);
  const asked = { currency, filter, rules, period: periodOf(rules, { from, to }) };
  switch (rule.from) {
    case 'realizations':
      return readSums(tx, asked, rule.adds, range);
    case 'accounts':
      return readSums(
        tx,
        { ...asked, filter: { accountId: filter.accountId }, period: ALWAYS, inAccounts: true },
        'net',
        range,
      );
    case 'trades': {
      const rows = await readTrades(tx, { ...asked, tolerance }, rule, range);
      return rows.map((row) => toContribution(row, rule.adds, tolerance));
    }
    case 'streak': {
      const trades = await readRun(tx, { ...asked, tolerance }, rule.run);
      return rowsAfter(contributionsTo(figure, { realizations: [], trades }, tolerance), range);
    }
    case 'fall': {
      const realizations = await readRealizations(tx, asked);
      return rowsAfter(contributionsTo(figure, { realizations, trades: [] }, tolerance), range);
    }
  }
}

interface Asked extends TradesAsked {
  readonly currency: string;
  readonly period: Period;
  readonly inAccounts?: boolean;
}

/** Realizations that were asked for, as `r`; without a filter their trades need not be looked up. */
function fromRealizations(userId: string, asked: Asked) {
  const { currency, period, inAccounts } = asked;
  const conditions = new Conditions(userId, asked);
  const sql = `FROM realization r ${filtersTrades(asked.filter) ? 'JOIN trade t ON t.user_id = $1 AND t.trade_id = r.trade_id' : ''}
    WHERE r.user_id = $1${conditions.where('r', 'at', [period])} AND r.currency = ${conditions.parameter(currency)}
    ${inAccounts ? 'AND r.account_id IS NOT NULL' : ''}`;
  return { conditions, sql };
}

function readSums(
  tx: TenantTransaction,
  asked: Asked,
  adds: 'gross' | 'fees' | 'net',
  range: PageRange,
): Promise<readonly Contribution[]> {
  const { conditions, sql } = fromRealizations(tx.userId, asked);
  const sums = `SELECT r.trade_id AS "tradeId", max(r.at) AS at, sum(r.${adds}) AS contribution, NULL AS result
    ${sql} GROUP BY r.trade_id HAVING sum(r.${adds}) <> 0`;
  return tx.query(bySize(sums, conditions, range), conditions.parameters);
}

/** As much of realizations as a fall is found by: PostgreSQL takes longer over running sums and peaks than reading does. */
function readRealizations(tx: TenantTransaction, asked: Asked): Promise<readonly RealizationItem[]> {
  const { conditions, sql } = fromRealizations(tx.userId, asked);
  return tx.query(
    `SELECT 'realization' AS kind, r.trade_id AS "tradeId", r.at, r.place AS index, r.net ${sql}
      ORDER BY r.at, r.trade_id, r.place`,
    conditions.parameters,
  );
}

/** The same as `counts` in the domain says, for trades `t`. */
const COUNTED: Readonly<Record<Counted, string>> = {
  all: 'true',
  open: `t.status = 'open'`,
  closed: `t.status = 'closed'`,
  won: `t.status = 'closed' AND t.net_pnl > $tolerance`,
  lost: `t.status = 'closed' AND t.net_pnl < -$tolerance`,
  even: `t.status = 'closed' AND abs(t.net_pnl) <= $tolerance`,
  decided: `t.status = 'closed' AND abs(t.net_pnl) > $tolerance`,
  moving: `t.status = 'closed' AND t.net_pnl <> 0`,
  risked: `t.status = 'closed' AND t.r_multiple IS NOT NULL`,
};

interface AskedTrades extends Asked {
  readonly tolerance: string;
}

async function readTrades(
  tx: TenantTransaction,
  asked: AskedTrades,
  { counted, adds }: Extract<FigureRule, { from: 'trades' }>,
  range: PageRange,
): Promise<readonly CountedTrade[]> {
  const { conditions, sql } = fromTrades(tx.userId, asked, counted);
  const trades = `SELECT ${COLUMNS}, ${adds === 'net' ? 'coalesce(t.net_pnl, 0)' : 't.r_multiple'} AS contribution ${sql}`;
  return tx.query(bySize(trades, conditions, range), conditions.parameters);
}

const RUNS = {
  last: 'ORDER BY ended DESC',
  longestWin: 'WHERE won ORDER BY length DESC, ended',
  longestLoss: 'WHERE NOT won ORDER BY length DESC, ended',
} as const;

/** The trades of a run, which keep their distance to those of the same result for as long as nothing comes between. */
function readRun(tx: TenantTransaction, asked: AskedTrades, run: keyof typeof RUNS): Promise<readonly CountedTrade[]> {
  const { conditions, sql } = fromTrades(tx.userId, asked, 'decided');
  return tx.query(
    `WITH ranked AS (
       SELECT ${COLUMNS}, t.net_pnl > 0 AS won, row_number() OVER (ORDER BY t.dated_at, t.trade_id) AS rank,
              row_number() OVER (PARTITION BY t.net_pnl > 0 ORDER BY t.dated_at, t.trade_id) AS among ${sql}
     ), chosen AS (
       SELECT * FROM (SELECT won, rank - among AS run, count(*) AS length, max(rank) AS ended
                        FROM ranked GROUP BY won, rank - among) r ${RUNS[run]} LIMIT 1
     )
     SELECT "tradeId", at, status, net, "rMultiple" FROM ranked p JOIN chosen c ON c.won = p.won AND c.run = p.rank - p.among`,
    conditions.parameters,
  );
}

const COLUMNS = `t.trade_id AS "tradeId", t.dated_at AS at, t.status, coalesce(t.net_pnl, 0) AS net, t.r_multiple AS "rMultiple"`;

function fromTrades(userId: string, asked: AskedTrades, counted: Counted) {
  const { currency, period, tolerance } = asked;
  const conditions = new Conditions(userId, asked);
  const counts = COUNTED[counted].replace('$tolerance', () => `${conditions.parameter(tolerance)}::numeric`);
  const sql = `FROM trade t WHERE t.user_id = $1${conditions.where('t', 'dated_at', [period])}
    AND t.currency = ${conditions.parameter(currency)} AND ${counts}`;
  return { conditions, sql };
}

/** Those that add most first, after the last one of the page before. */
function bySize(contributions: string, conditions: Conditions, { after, limit }: PageRange): string {
  let where = '';
  if (after) {
    const [by, id] = [conditions.parameter(after.by), conditions.parameter(after.tradeId)];
    where = `WHERE abs(contribution) < ${by}::numeric OR (abs(contribution) = ${by}::numeric AND "tradeId" > ${id}::uuid)`;
  }
  return `SELECT * FROM (${contributions}) c ${where}
    ORDER BY abs(contribution) DESC, "tradeId" LIMIT ${conditions.parameter(limit + 1)}`;
}
