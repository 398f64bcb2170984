import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/** How far consumers have taken in a ledger. The head names them, so that a command learns of them by what it reads anyway. */
export class Consumers1763900000270 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE user_head ADD COLUMN consumers text[] COLLATE "C" NOT NULL DEFAULT '{}'`);
    await runner.query(`
      CREATE TABLE consumer_position (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        consumer text COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        failing_since timestamptz,
        PRIMARY KEY (user_id, consumer)
      )`);
    await raiseTenantWall(runner, 'consumer_position', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE consumer_position`);
    await runner.query(`ALTER TABLE user_head DROP COLUMN consumers`);
  }
}
