import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the tree below a root is made. What was signed before stays as it was, and so does what a process of before signs. */
export class DigestForm1763900000121 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE digest ADD COLUMN form smallint NOT NULL DEFAULT 1`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE digest DROP COLUMN form`);
  }
}
