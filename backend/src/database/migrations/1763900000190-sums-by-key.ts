import type { MigrationInterface, QueryRunner } from 'typeorm';
import { portfolioSummary } from './1763900000003-read-models.js';
import { sumsOfScopes } from './1763900000180-month-under-way.js';

/** The versions of the projections that fill longer stretches, and that leave the month under way out of them. */
const [FILLED_BY, OPEN_SINCE] = [5, 7];

const ALL_TRADES = '00000000-0000-0000-0000-000000000000';
const IS_WHOLE = `scope = '${ALL_TRADES}'`;

/**
 * The same views, at a cost that does not grow with the days. Buckets are looked up by their key: OFFSET 0 keeps them from
 * being joined, for which all days that a member ever had were gone through. The summary sums the scopes once.
 */
export class SumsByKey1763900000190 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW scope_totals WITH (security_invoker = true) AS
      SELECT h.user_id, s.scope, d.currency, sum(d.net) AS net, sum(d.flow) AS flow, sum(d.closed) AS closed
        FROM user_head h
       CROSS JOIN LATERAL (SELECT '${ALL_TRADES}'::uuid AS scope
                            UNION ALL SELECT account_id FROM account a WHERE a.user_id = h.user_id) s
       CROSS JOIN LATERAL (
         VALUES (CASE WHEN h.projection_version >= ${FILLED_BY} THEN 'year' ELSE 'day' END, '-infinity'::date),
                (CASE WHEN h.projection_version >= ${OPEN_SINCE} THEN 'day' END,
                 date_trunc('month', h.recorded_at AT TIME ZONE 'UTC')::date)) kept (grain, first)
       CROSS JOIN LATERAL (
         SELECT currency, net, flow, closed FROM day_stats
          WHERE user_id = h.user_id AND grain = kept.grain AND scope = s.scope AND day >= kept.first OFFSET 0) d
       GROUP BY h.user_id, s.scope, d.currency`);
    await runner.query(`
      CREATE OR REPLACE VIEW user_portfolio_summary WITH (security_invoker = true) AS
      SELECT user_id, currency, sum(accounts)::integer AS total_accounts, sum(starting) AS starting_balance,
             sum(starting + moved) AS total_balance, sum(closed)::integer AS closed_trades,
             sum(open)::integer AS open_trades, sum(net) AS net_pnl
        FROM (
          SELECT user_id, currency, 1 AS accounts, starting_balance AS starting, 0 AS moved, 0 AS closed, 0 AS open, 0 AS net
            FROM account
           UNION ALL
          SELECT user_id, currency, 0, 0, CASE WHEN ${IS_WHOLE} THEN 0 ELSE net + flow END,
                 CASE WHEN ${IS_WHOLE} THEN closed ELSE 0 END, 0, CASE WHEN ${IS_WHOLE} THEN net ELSE 0 END
            FROM scope_totals
           UNION ALL
          SELECT user_id, currency, 0, 0, 0, 0, 1, 0 FROM trade WHERE status = 'open') each
       GROUP BY user_id, currency`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW user_portfolio_summary`);
    await sumsOfScopes(runner);
    await portfolioSummary(runner, 'scope_totals');
  }
}
