import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The key of a trade's tags holds all of their columns. Without the date, the planner can prefer the index that has it,
 * and read all tags of a member for each page of a replay.
 */
export class TagKey1763900000220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE trade_tag DROP CONSTRAINT trade_tag_pkey,
      ADD CONSTRAINT trade_tag_pkey PRIMARY KEY (user_id, trade_id, tag) INCLUDE (dated_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE trade_tag DROP CONSTRAINT trade_tag_pkey,
      ADD CONSTRAINT trade_tag_pkey PRIMARY KEY (user_id, trade_id, tag)`);
  }
}
