import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ledgers that nobody may find any more and whose rows are still being removed. The app itself cannot see it, and it has
 * no wall, because whoever goes on with the work must find them all.
 */
export class Erasures1763900000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erasure (
        user_id uuid PRIMARY KEY,
        requested_at timestamptz NOT NULL
      )`);
    // To lock a row is to be allowed to update it.
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON erasure TO singularity_eraser`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE erasure`);
  }
}
