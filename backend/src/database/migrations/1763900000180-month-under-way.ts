import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The versions of the projections that fill longer stretches, and that leave the month under way out of them. */
const [FILLED_BY, OPEN_SINCE] = [5, 7];

/** The scope of all trades. The days of a month are found scope by scope: in their index the scope stands before the day. */
const ALL_TRADES = '00000000-0000-0000-0000-000000000000';

/** The sums of each scope: those of years, and since longer stretches have none of it, those of the days of this month. */
export class MonthUnderWay1763900000180 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await sumsOfScopes(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW scope_totals WITH (security_invoker = true) AS
      SELECT d.user_id, d.scope, d.currency, sum(d.net) AS net, sum(d.flow) AS flow, sum(d.closed) AS closed
        FROM user_head h
        JOIN day_stats d ON d.user_id = h.user_id
         AND d.grain = CASE WHEN h.projection_version >= ${FILLED_BY} THEN 'year' ELSE 'day' END
       GROUP BY d.user_id, d.scope, d.currency`);
  }
}

export async function sumsOfScopes(runner: QueryRunner): Promise<void> {
  await runner.query(`
      CREATE OR REPLACE VIEW scope_totals WITH (security_invoker = true) AS
      SELECT user_id, scope, currency, sum(net) AS net, sum(flow) AS flow, sum(closed) AS closed FROM (
        SELECT d.user_id, d.scope, d.currency, d.net, d.flow, d.closed
          FROM user_head h
          JOIN day_stats d ON d.user_id = h.user_id
           AND d.grain = CASE WHEN h.projection_version >= ${FILLED_BY} THEN 'year' ELSE 'day' END
         UNION ALL
        SELECT d.user_id, d.scope, d.currency, d.net, d.flow, d.closed
          FROM user_head h
         CROSS JOIN LATERAL (SELECT '${ALL_TRADES}'::uuid AS scope
                              UNION ALL SELECT account_id FROM account a WHERE a.user_id = h.user_id) s
          JOIN day_stats d ON d.user_id = h.user_id AND d.grain = 'day' AND d.scope = s.scope
           AND d.day >= date_trunc('month', h.recorded_at AT TIME ZONE 'UTC')::date
         WHERE h.projection_version >= ${OPEN_SINCE}) kept
       GROUP BY user_id, scope, currency`);
}
