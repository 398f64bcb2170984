import type { ExplainPageQuery } from '@singularity/contract/wire';
import { FIGURE_RULES, toContribution, toleranceOf } from '@singularity/domain';
import type { Contribution, Counted, CountedTrade, DecimalText, FigureRule } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import type { Basis } from '../event-store/projection.js';
import { Conditions } from '../filter/conditions.js';
import { ALWAYS, periodOf } from '../filter/period.js';
import type { Period } from '../filter/period.js';
import type { TradeConditions } from '../filter/trade-filter.js';
import { isInTime } from './contribution-pages.js';
import type { PageRange } from './contribution-pages.js';
import { realizations } from './realizations.table.js';

/** The rows of a page as `contributionsTo` and `rowsAfter` would give them, worked out where they lie. */
export async function readContributions(
  tx: TenantTransaction,
  query: ExplainPageQuery,
  range: PageRange,
  basis: Basis,
): Promise<readonly Contribution[]> {
  const { figure, currency, cursor: _cursor, limit: _limit, from, to, ...filter } = query;
  const rule = FIGURE_RULES[figure];
  const tolerance = toleranceOf(basis.rules, currency);
  const asked = { basis, currency, filter, tolerance, period: periodOf(basis.rules, { from, to }) };
  switch (rule.from) {
    case 'realizations':
      return readPage(tx, asked, range, (conditions) => sumsSql(asked, conditions, rule.adds));
    case 'accounts': {
      const ever = { ...asked, filter: { accountId: filter.accountId }, period: ALWAYS };
      const ofAccounts = ' AND r.account_id IS NOT NULL';
      return readPage(tx, ever, range, (conditions) => sumsSql(ever, conditions, 'net', ofAccounts));
    }
    case 'fall':
      return readPage(tx, asked, range, (conditions) => [fallSql(asked, conditions)]);
    case 'trades': {
      const rows = await readPage<CountedTrade>(tx, asked, range, (conditions) => [tradesSql(asked, conditions, rule)]);
      return rows.map((row) => toContribution(row, rule.adds, tolerance));
    }
    case 'streak': {
      const rows = await readPage<CountedTrade>(tx, asked, range, (conditions) => [
        runSql(asked, conditions, rule.run),
      ]);
      return rows.map((row) => toContribution(row, 'net', tolerance));
    }
  }
}

interface Asked {
  readonly basis: Basis;
  readonly filter: TradeConditions;
  readonly period: Period;
  readonly currency: string;
  readonly tolerance: DecimalText;
}

/** In order, from where the page before ended, and one more than fit on this one: out of the same of each part. */
function readPage<Row = Contribution>(
  tx: TenantTransaction,
  { filter, basis: { rules } }: Asked,
  { figure, after, limit }: PageRange,
  partsSql: (conditions: Conditions) => readonly string[],
): Promise<readonly Row[]> {
  const conditions = new Conditions(tx.userId, { filter, rules }, 'r');
  const { parameter, parameters } = conditions;
  const parts = partsSql(conditions);
  const inTime = isInTime(figure);
  const [order, is] = inTime ? ['at', '>'] : ['abs(contribution) DESC', '<'];
  const [size, by] = inTime ? ['at', 'timestamptz'] : ['abs(contribution)', 'numeric'];
  let where = '';
  if (after) {
    const [mark, id] = [`${parameter(after.by)}::${by}`, `${parameter(after.tradeId)}::uuid`];
    where = `WHERE ${size} ${is} ${mark} OR (${size} = ${mark} AND "tradeId" > ${id})`;
  }
  const most = parameter(limit + 1);
  const pageOf = (sql: string) => `SELECT * FROM (${sql}) c ${where} ORDER BY ${order}, "tradeId" LIMIT ${most}`;
  return tx.query(pageOf(parts.map((part) => `(${pageOf(part)})`).join(' UNION ALL ')), parameters);
}

/** Realizations that were asked for, as `r`. */
function realizedSql({ basis, period, currency }: Asked, conditions: Conditions): string {
  return `FROM ${realizations(basis)} WHERE r.user_id = $1${conditions.where('r', 'at', [period])}
    AND r.currency = ${conditions.parameter(currency)}`;
}

/** Of trades that were closed by one exit, which most are, there is nothing to add up; the others are found by an index. */
function sumsSql(
  asked: Asked,
  conditions: Conditions,
  adds: 'gross' | 'fees' | 'net',
  andWhere = '',
): readonly [whole: string, inParts: string] {
  const realized = () => `${realizedSql(asked, conditions)}${andWhere}`;
  const isWhole = 'r.place = 0 AND r.closed_net IS NOT NULL';
  const inParts = 'SELECT trade_id FROM realization WHERE user_id = $1 AND closed_net IS NULL';
  return [
    `SELECT r.trade_id AS "tradeId", r.at, r.${adds} AS contribution, NULL AS result
      ${realized()} AND ${isWhole} AND r.${adds} <> 0`,
    `SELECT r.trade_id AS "tradeId", max(r.at) AS at, sum(r.${adds}) AS contribution, NULL AS result
      ${realized()} AND NOT (${isWhole}) AND r.trade_id IN (${inParts})
      GROUP BY r.trade_id HAVING sum(r.${adds}) <> 0`,
  ];
}

/** What was made between the peak and the trough of the largest fall; see `largestFall`. */
function fallSql(asked: Asked, conditions: Conditions): string {
  const along = 'along AS (ORDER BY at, trade_id, place ROWS UNBOUNDED PRECEDING)';
  return `WITH item AS (SELECT r.trade_id, r.at, r.place, r.net ${realizedSql(asked, conditions)}),
    made AS (SELECT *, sum(net) OVER along AS pnl, row_number() OVER along AS step FROM item WINDOW ${along}),
    walked AS (SELECT *, greatest(max(pnl) OVER along, 0) AS high FROM made WINDOW ${along}),
    fall AS (
      SELECT CASE WHEN high = 0 THEN 0 ELSE min(step) END AS peak, (min(ARRAY[pnl, step]))[2] AS trough
        FROM walked GROUP BY high ORDER BY high - min(pnl) DESC, high LIMIT 1
    )
    SELECT trade_id AS "tradeId", max(at) AS at, sum(net) AS contribution, NULL AS result
      FROM walked JOIN fall ON step > peak AND step <= trough GROUP BY trade_id HAVING sum(net) <> 0`;
}

/** The same as `counts` in the domain says; only what is open or any may be open. */
const COUNTED: Readonly<Record<Counted, string>> = {
  all: 'true',
  open: `status = 'open'`,
  closed: 'true',
  won: 'net > $tolerance',
  lost: 'net < -$tolerance',
  even: 'abs(net) <= $tolerance',
  decided: 'abs(net) > $tolerance',
  moving: 'net <> 0',
  risked: '"rMultiple" IS NOT NULL',
};

function tradesSql(
  asked: Asked,
  conditions: Conditions,
  { counted, adds }: Extract<FigureRule, { from: 'trades' }>,
): string {
  return `SELECT *, ${adds === 'net' ? 'net' : '"rMultiple"'} AS contribution FROM (${countedSql(asked, conditions, counted)}) t`;
}

function countedSql(asked: Asked, conditions: Conditions, counted: Counted): string {
  const counts = COUNTED[counted].replace('$tolerance', () => `${conditions.parameter(asked.tolerance)}::numeric`);
  const mayBeOpen = counted === 'all' || counted === 'open';
  return `SELECT * FROM (${mayBeOpen ? anySql(asked, conditions) : closedSql(asked, conditions)}) t WHERE ${counts}`;
}

/** Trades as wholes. */
function anySql({ period, currency }: Asked, conditions: Conditions): string {
  return `SELECT r.trade_id AS "tradeId", r.dated_at AS at, r.status, coalesce(r.net_pnl, 0) AS net,
      r.r_multiple AS "rMultiple"
    FROM trade r WHERE r.user_id = $1${conditions.where('r', 'dated_at', [period])}
     AND r.currency = ${conditions.parameter(currency)}`;
}

/** The same, if they are closed: what closed them has it all, in less space. */
function closedSql(asked: Asked, conditions: Conditions): string {
  return `SELECT r.trade_id AS "tradeId", r.at, 'closed' AS status, r.closed_net AS net, r.r_multiple AS "rMultiple"
    ${realizedSql(asked, conditions)} AND r.closed_net IS NOT NULL`;
}

const RUNS = {
  last: 'ORDER BY ended DESC',
  longestWin: 'WHERE won ORDER BY length DESC, ended',
  longestLoss: 'WHERE NOT won ORDER BY length DESC, ended',
} as const;

/** The trades of a run: wins after as many losses, or losses after as many wins. */
function runSql(asked: Asked, conditions: Conditions, run: keyof typeof RUNS): string {
  return `WITH counted AS (
      SELECT *, net > 0 AS won, count(*) FILTER (WHERE net > 0) OVER along AS wins,
             count(*) FILTER (WHERE net < 0) OVER along AS losses
        FROM (${countedSql(asked, conditions, 'decided')}) t
      WINDOW along AS (ORDER BY at, "tradeId" ROWS UNBOUNDED PRECEDING)
    ), run AS (
      SELECT won, CASE WHEN won THEN losses ELSE wins END AS after, count(*) AS length, max(wins + losses) AS ended
        FROM counted GROUP BY 1, 2
    ), chosen AS (SELECT * FROM run ${RUNS[run]} LIMIT 1)
    SELECT c.* FROM counted c JOIN chosen r ON r.won = c.won AND r.after = CASE WHEN c.won THEN c.losses ELSE c.wins END`;
}
