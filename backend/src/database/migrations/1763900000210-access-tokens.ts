import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/** Access tokens of programs: what is kept of one opens nothing. A token names its member, so that it is found behind the wall. */
export class AccessTokens1763900000210 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access_token (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        token_id uuid NOT NULL,
        name text COLLATE "C" NOT NULL,
        scopes text[] COLLATE "C" NOT NULL,
        secret_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        last_used_at timestamptz,
        last_used_from text COLLATE "C",
        PRIMARY KEY (user_id, token_id)
      )`);
    await raiseTenantWall(runner, 'access_token', 'SELECT, INSERT, DELETE, UPDATE (last_used_at, last_used_from)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE access_token`);
  }
}
