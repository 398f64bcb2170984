import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the days of an account begin. Those from before begin at midnight, as they did. */
export class TradingDay1763900000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE account ADD COLUMN trading_day text COLLATE "C" NOT NULL DEFAULT 'midnight'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE account DROP COLUMN trading_day`);
  }
}
