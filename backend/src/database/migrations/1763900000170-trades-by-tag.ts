import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/**
 * The trades of each tag in order of their dates: no index on a list of tags can be used under row level security. It is
 * filled by replays.
 */
export class TradesByTag1763900000170 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE trade_tag (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        trade_id uuid NOT NULL,
        tag text COLLATE "C" NOT NULL,
        dated_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, trade_id, tag)
      )`);
    await runner.query(`CREATE INDEX trade_tag_dated_at ON trade_tag (user_id, tag, dated_at, trade_id)`);
    await raiseTenantWall(runner, 'trade_tag', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE trade_tag`);
  }
}
