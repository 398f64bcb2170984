import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/** What a member has beside the ledger: preferences, a list of sessions, and a demo under a user id of its own. */
export class BesideTheLedger1763900000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE preferences (
        user_id uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
        document jsonb NOT NULL
      )`);
    await raiseTenantWall(runner, 'preferences', 'SELECT, INSERT, UPDATE');

    await runner.query(`ALTER TABLE session ADD COLUMN created_at timestamptz NOT NULL DEFAULT now()`);

    // Beside the member's own id, so that whoever lists the members finds all their ledgers.
    await runner.query(`ALTER TABLE identity ADD COLUMN demo_user_id uuid`);
    await runner.query(`GRANT UPDATE (demo_user_id) ON identity TO singularity_app, singularity_eraser`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE identity DROP COLUMN demo_user_id`);
    await runner.query(`ALTER TABLE session DROP COLUMN created_at`);
    await runner.query(`DROP TABLE preferences`);
  }
}
