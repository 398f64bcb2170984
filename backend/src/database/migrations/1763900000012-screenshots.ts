import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/** Screenshots of trades: no read model, a replay leaves them alone. */
export class Screenshots1763900000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE screenshot (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        trade_id uuid NOT NULL,
        screenshot_id uuid NOT NULL,
        width integer NOT NULL,
        height integer NOT NULL,
        bytes integer NOT NULL,
        created_at timestamptz NOT NULL,
        image bytea NOT NULL,
        PRIMARY KEY (user_id, trade_id, screenshot_id)
      )`);
    // WebP does not get smaller: no attempt is made.
    await runner.query(`ALTER TABLE screenshot ALTER COLUMN image SET STORAGE EXTERNAL`);
    await raiseTenantWall(runner, 'screenshot', 'SELECT, INSERT, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE screenshot`);
  }
}
