import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a member who was sent to a broker, to agree there, has to come back with. */
export class Consent1763900000240 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE connection ADD COLUMN consent_digest text COLLATE "C", ADD COLUMN consent_asked_at timestamptz`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE connection DROP COLUMN consent_digest, DROP COLUMN consent_asked_at`);
  }
}
