import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/** What members write about a day. Older ledgers have no such events, so their rows need no replay. */
export class DayNotes1763900000141 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE day_note (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        day_id uuid NOT NULL,
        day date NOT NULL,
        notes text COLLATE "C",
        stream_version integer NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, day_id)
      )`);
    await raiseTenantWall(runner, 'day_note', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE day_note`);
  }
}
