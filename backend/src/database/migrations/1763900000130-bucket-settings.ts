import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * By which settings the buckets of days and weeks were made, while those of a change are still to be made; null where they
 * are those that stand.
 */
export class BucketSettings1763900000130 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE user_head ADD COLUMN bucket_settings jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE user_head DROP COLUMN bucket_settings`);
  }
}
