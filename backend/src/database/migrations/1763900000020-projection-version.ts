import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which version of the projections the rows of a member were made. Those that are there were made by the first. */
export class ProjectionVersion1763900000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE user_head ADD COLUMN projection_version integer NOT NULL DEFAULT 1`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE user_head DROP COLUMN projection_version`);
  }
}
