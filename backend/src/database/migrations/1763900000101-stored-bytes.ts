import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How much each ledger stores. Events are counted up to a version, so that those from before, or written by a process
 * that does not count yet, are caught up with by the commands that follow. What stands beside the ledger is counted here.
 */
export class StoredBytes1763900000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE user_head
        ADD COLUMN event_bytes bigint NOT NULL DEFAULT 0,
        ADD COLUMN counted_version bigint NOT NULL DEFAULT 0,
        ADD COLUMN answer_bytes bigint NOT NULL DEFAULT 0,
        ADD COLUMN screenshot_bytes bigint NOT NULL DEFAULT 0`);
    const ledgers: { id: string }[] = await runner.query(`
      SELECT user_id AS id FROM identity
      UNION ALL SELECT demo_user_id FROM identity WHERE demo_user_id IS NOT NULL`);
    for (const { id } of ledgers) {
      // The wall holds for the owner as well: only rows of the member who is named are there at all.
      await runner.query(`SET LOCAL app.user_id = '${id}'`);
      await runner.query(
        `UPDATE user_head SET
           answer_bytes = (SELECT coalesce(sum(octet_length(idempotency_key) + octet_length(response::text) + 200), 0)
                             FROM command WHERE user_id = $1),
           screenshot_bytes = (SELECT coalesce(sum(bytes), 0) FROM screenshot WHERE user_id = $1)
         WHERE user_id = $1`,
        [id],
      );
    }
    await runner.query(`SET LOCAL app.user_id = ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE user_head
        DROP COLUMN event_bytes, DROP COLUMN counted_version, DROP COLUMN answer_bytes, DROP COLUMN screenshot_bytes`);
  }
}
