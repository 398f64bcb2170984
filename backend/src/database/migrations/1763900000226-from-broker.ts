import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which trades are straight from a broker: none of those that there are, as no ledger has an event of a sync yet. */
export class FromBroker1763900000226 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE trade ADD COLUMN from_broker boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE trade DROP COLUMN from_broker`);
  }
}
