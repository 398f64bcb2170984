import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a broker has taken back must not come again, in whatever order syncs and files come. */
export class VoidedFills1763900000225 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE import ADD COLUMN voided text[] COLLATE "C" NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE import DROP COLUMN voided`);
  }
}
