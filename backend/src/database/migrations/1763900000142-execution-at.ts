import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The fills of a day are a range of their times. */
export class ExecutionAt1763900000142 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX execution_at ON execution (user_id, at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX execution_at`);
  }
}
