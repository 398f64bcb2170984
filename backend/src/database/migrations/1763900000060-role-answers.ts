import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What Discord last said of each member's role, where it can be counted over all members, and when an operator has let
 * the safeguard against denials go.
 */
export class RoleAnswers1763900000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity ADD COLUMN role_confirmed_at timestamptz, ADD COLUMN role_lost_at timestamptz`);
    await runner.query(`GRANT UPDATE (role_confirmed_at, role_lost_at) ON identity TO singularity_app`);
    await runner.query(`CREATE INDEX identity_user_id ON identity (user_id)`);

    await runner.query(`CREATE TABLE brake_release (released_at timestamptz PRIMARY KEY)`);
    await runner.query(`GRANT SELECT ON brake_release TO singularity_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE brake_release`);
    await runner.query(`DROP INDEX identity_user_id`);
    await runner.query(`ALTER TABLE identity DROP COLUMN role_confirmed_at, DROP COLUMN role_lost_at`);
  }
}
