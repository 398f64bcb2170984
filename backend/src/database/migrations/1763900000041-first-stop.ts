import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The stop that R measures by, which is not always the present one. Rows from before have none until a replay. */
export class FirstStop1763900000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE trade ADD COLUMN first_stop_price numeric`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE trade DROP COLUMN first_stop_price`);
  }
}
