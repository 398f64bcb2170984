import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What history looks for beside the order of the ledger: what one request did to many, and what was deleted. */
export class History1763900000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX event_batch ON event (user_id, batch_id) WHERE batch_id IS NOT NULL`);
    await runner.query(`CREATE INDEX event_deletion ON event (user_id, version) WHERE type = 'TradeDeleted'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX event_deletion`);
    await runner.query(`DROP INDEX event_batch`);
  }
}
