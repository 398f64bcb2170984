import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When Discord last did not take a member's token: no word about their role, and counted apart from denials. */
export class DeadTokens1763900000122 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE identity ADD COLUMN token_died_at timestamptz`);
    await runner.query(`GRANT UPDATE (token_died_at) ON identity TO singularity_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE identity DROP COLUMN token_died_at`);
  }
}
