import type { MigrationInterface, QueryRunner } from 'typeorm';
import { portfolioSummary } from './1763900000003-read-models.js';

/** The version of the projections that fills coarser buckets. */
const FILLED_BY = 5;

/**
 * Beside the buckets of days and weeks those of longer stretches, in the same tables; replays fill them. A bucket is named
 * by its grain and its first day. `ends` are of days that tell the course of the equity within it.
 */
export class CoarserBuckets1763900000160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE day_stats
        ADD COLUMN grain text COLLATE "C" NOT NULL DEFAULT 'day',
        ADD COLUMN ends jsonb NOT NULL DEFAULT '[]',
        DROP CONSTRAINT day_stats_pkey,
        ADD PRIMARY KEY (user_id, grain, scope, day, currency)`);
    await runner.query(`DROP INDEX day_stats_day`);
    await runner.query(`ALTER TABLE setup_stats RENAME COLUMN week TO day`);
    await runner.query(`
      ALTER TABLE setup_stats
        ADD COLUMN grain text COLLATE "C" NOT NULL DEFAULT 'week',
        DROP CONSTRAINT setup_stats_pkey,
        ADD PRIMARY KEY (user_id, grain, currency, tag, day)`);
    await scopeTotals(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW user_portfolio_summary, scope_totals`);
    for (const [table, finest, key] of [
      ['day_stats', 'day', 'user_id, scope, currency, day'],
      ['setup_stats', 'week', 'user_id, currency, tag, day'],
    ]) {
      await runner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
      await runner.query(`DELETE FROM ${table} WHERE grain <> '${finest}'`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(
        `ALTER TABLE ${table} DROP CONSTRAINT ${table}_pkey, ADD PRIMARY KEY (${key}), DROP COLUMN grain`,
      );
    }
    await runner.query(`ALTER TABLE setup_stats RENAME COLUMN day TO week`);
    await runner.query(`ALTER TABLE day_stats DROP COLUMN ends`);
    await runner.query(`CREATE INDEX day_stats_day ON day_stats (user_id, day)`);
    await portfolioSummary(runner);
  }
}

/** The sums of each scope, out of as few buckets as are kept of it; and the summary of a portfolio by them. */
async function scopeTotals(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE VIEW scope_totals WITH (security_invoker = true) AS
    SELECT d.user_id, d.scope, d.currency, sum(d.net) AS net, sum(d.flow) AS flow, sum(d.closed) AS closed
      FROM user_head h
      JOIN day_stats d ON d.user_id = h.user_id
       AND d.grain = CASE WHEN h.projection_version >= ${FILLED_BY} THEN 'year' ELSE 'day' END
     GROUP BY d.user_id, d.scope, d.currency`);
  await runner.query(`GRANT SELECT ON scope_totals TO singularity_app`);
  await runner.query(`DROP VIEW user_portfolio_summary`);
  await portfolioSummary(runner, 'scope_totals');
}
