import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/**
 * Buckets by tag and week, which is named by its Monday: a command folds a week anew and not all that a tag ever had.
 * A read model like those of the beginning: replays fill it for ledgers that were there before it.
 */
export class SetupStats1763900000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE setup_stats (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        currency text NOT NULL,
        tag text NOT NULL,
        week date NOT NULL,
        gross numeric NOT NULL,
        fees numeric NOT NULL,
        net numeric NOT NULL,
        closed integer NOT NULL,
        wins integer NOT NULL,
        losses integer NOT NULL,
        rest jsonb NOT NULL,
        PRIMARY KEY (user_id, currency, tag, week)
      )`);
    await raiseTenantWall(runner, 'setup_stats', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE setup_stats`);
  }
}
