import { calendarOf, contributionsTo, FIGURE_RULES, nextDay, toContribution, toleranceOf } from '@singularity/domain';
import type { Contribution, Counted, CountedTrade, Fall, RealizationItem, Settings } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { rowsAfter } from './contribution-pages.js';
import type { PagePlace } from './contribution-pages.js';
import { spanOf } from './span.js';
import type { Span } from './span.js';
import { Conditions } from './stat-items.table.js';
import type { ExplainPageQuery } from './stats.requests.js';

/** What was asked, and what is known about it by now. */
export interface ContributionsAsked {
  readonly query: ExplainPageQuery;
  readonly place: PagePlace;
  readonly settings: Settings;
  readonly fall: Fall | null;
}

/**
 * The rows of a page as `contributionsTo` and `rowsAfter` would give them. Sums and their order are left to the
 * database; only what must be seen in its order, runs and falls, is read as far as it reaches.
 */
export async function readContributions(
  tx: TenantTransaction,
  { query, place, settings, fall }: ContributionsAsked,
): Promise<readonly Contribution[]> {
  const { figure, currency, cursor: _cursor, limit: _limit, from, to, ...filter } = query;
  const rule = FIGURE_RULES[figure];
  const tolerance = toleranceOf(settings, currency);
  const calendar = calendarOf(settings.timeZone);
  const asked = { currency, filter, span: spanOf(calendar, { from, to }) };
  switch (rule.from) {
    case 'realizations':
      return readSums(tx, asked, rule.adds, place);
    case 'accounts':
      return readSums(
        tx,
        { currency, filter: { accountId: filter.accountId }, span: ALWAYS, inAccounts: true },
        'net',
        place,
      );
    case 'trades': {
      const rows = await readTrades(tx, { ...asked, counted: rule.counted, tolerance }, rule.adds, place);
      return rows.map((row) => toContribution(row, rule.adds, tolerance));
    }
    case 'streak': {
      const trades = await readTrades(tx, { ...asked, counted: 'decided', tolerance });
      return rowsAfter(contributionsTo(figure, { realizations: [], trades }, tolerance), place);
    }
    case 'fall': {
      if (!fall) return [];
      const span = { from: calendar.startOf(fall.from), until: calendar.startOf(nextDay(fall.to)) };
      const realizations = await readRealizations(tx, { ...asked, span });
      return rowsAfter(contributionsTo(figure, { realizations, trades: [] }, tolerance), place);
    }
  }
}

interface Asked {
  readonly currency: string;
  readonly filter: ConstructorParameters<typeof Conditions>[1];
  readonly span: Span;
  readonly inAccounts?: boolean;
}

const ALWAYS: Span = { from: null, until: null };

/** Realizations that were asked for, as `r`; without a filter their trades need not be looked up. */
function fromRealizations(userId: string, { currency, filter, span, inAccounts }: Asked) {
  const conditions = new Conditions(userId, filter);
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const sql = `FROM realization r ${filtered ? 'JOIN trade t ON t.user_id = $1 AND t.trade_id = r.trade_id' : ''}
    WHERE r.user_id = $1${conditions.where('r.at', [span])} AND r.currency = ${conditions.parameter(currency)}
    ${inAccounts ? 'AND r.account_id IS NOT NULL' : ''}`;
  return { conditions, sql };
}

function readSums(
  tx: TenantTransaction,
  asked: Asked,
  adds: 'gross' | 'fees' | 'net',
  place: PagePlace,
): Promise<readonly Contribution[]> {
  const { conditions, sql } = fromRealizations(tx.userId, asked);
  const sums = `SELECT r.trade_id AS "tradeId", max(r.at) AS at, sum(r.${adds}) AS contribution, NULL AS result
    ${sql} GROUP BY r.trade_id HAVING sum(r.${adds}) <> 0`;
  return tx.query(bySize(sums, conditions, place), conditions.parameters);
}

function readRealizations(tx: TenantTransaction, asked: Asked): Promise<readonly RealizationItem[]> {
  const { conditions, sql } = fromRealizations(tx.userId, asked);
  return tx.query(
    `SELECT 'realization' AS kind, r.trade_id AS "tradeId", r.at, r.place, r.net ${sql}`,
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

/** Trades that count; all of them, in no order, where no page is asked for. */
function readTrades(
  tx: TenantTransaction,
  { currency, filter, span, counted, tolerance }: Asked & { readonly counted: Counted; readonly tolerance: string },
  adds: 'net' | 'rMultiple' = 'net',
  place?: PagePlace,
): Promise<readonly CountedTrade[]> {
  const conditions = new Conditions(tx.userId, filter);
  const counts = COUNTED[counted].replace('$tolerance', () => `${conditions.parameter(tolerance)}::numeric`);
  const trades = `SELECT t.trade_id AS "tradeId", t.dated_at AS at, t.status, coalesce(t.net_pnl, 0) AS net,
      t.r_multiple AS "rMultiple", ${adds === 'net' ? 'coalesce(t.net_pnl, 0)' : 't.r_multiple'} AS contribution
     FROM trade t WHERE t.user_id = $1${conditions.where('t.dated_at', [span])}
      AND t.currency = ${conditions.parameter(currency)} AND ${counts}`;
  return tx.query(place ? bySize(trades, conditions, place) : trades, conditions.parameters);
}

/** Those that add most first, from a place on. */
function bySize(contributions: string, conditions: Conditions, { after, limit }: PagePlace): string {
  let where = '';
  if (after) {
    const [by, id] = [conditions.parameter(after.by), conditions.parameter(after.tradeId)];
    where = `WHERE abs(contribution) < ${by}::numeric OR (abs(contribution) = ${by}::numeric AND "tradeId" > ${id}::uuid)`;
  }
  return `SELECT * FROM (${contributions}) c ${where}
    ORDER BY abs(contribution) DESC, "tradeId" LIMIT ${conditions.parameter(limit + 1)}`;
}
