import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What statistics ask of the trade of a realization, so that one scan tells it all. Null until the ledger is replayed. */
export class RealizationsOfTrades1763900000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE realization
        ADD COLUMN symbol text COLLATE "C",
        ADD COLUMN asset_type text COLLATE "C",
        ADD COLUMN direction text COLLATE "C",
        ADD COLUMN tags text[] COLLATE "C",
        ADD COLUMN closed_net numeric,
        ADD COLUMN r_multiple numeric,
        ADD COLUMN holding_seconds integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE realization
        DROP COLUMN symbol,
        DROP COLUMN asset_type,
        DROP COLUMN direction,
        DROP COLUMN tags,
        DROP COLUMN closed_net,
        DROP COLUMN r_multiple,
        DROP COLUMN holding_seconds`);
  }
}
