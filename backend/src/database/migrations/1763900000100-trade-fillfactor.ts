import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Room on each page for the next version of its rows: an edit that moves no row in an index then stays on its page and
 * touches no index, and what it left behind is room again. Of pages from before, those that become free have it.
 */
export class TradeFillfactor1763900000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE trade SET (fillfactor = 70)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE trade RESET (fillfactor)`);
  }
}
