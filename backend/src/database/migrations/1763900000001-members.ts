import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/** Who is who: identities and sessions, which are found without knowing the member, and the member's own rows. */
export class Members1763900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity (
        discord_id text PRIMARY KEY CHECK (discord_id ~ '^[0-9]{17,20}$'),
        user_id uuid NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`GRANT SELECT, INSERT ON identity TO singularity_app`);
    await runner.query(`GRANT SELECT, DELETE ON identity TO singularity_eraser`);

    // Columns as connect-pg-simple has them, but with a time zone in "expire".
    await runner.query(`
      CREATE TABLE session (
        sid text PRIMARY KEY,
        sess json NOT NULL,
        expire timestamptz NOT NULL,
        user_id uuid GENERATED ALWAYS AS ((sess -> 'passport' -> 'user' ->> 'dbUserId')::uuid) STORED
      )`);
    await runner.query(`CREATE INDEX session_expire ON session (expire)`);
    await runner.query(`CREATE INDEX session_user_id ON session (user_id)`);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON session TO singularity_app`);
    await runner.query(`GRANT SELECT, DELETE ON session TO singularity_eraser`);

    await runner.query(`
      CREATE TABLE app_user (
        user_id uuid PRIMARY KEY,
        discord_id text NOT NULL,
        username text NOT NULL,
        avatar text NOT NULL,
        session_epoch integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await raiseTenantWall(runner, 'app_user', 'SELECT, INSERT, UPDATE (username, avatar, session_epoch, updated_at)');

    await runner.query(`
      CREATE TABLE access_grant (
        user_id uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
        status text NOT NULL CHECK (status IN ('granted', 'denied')),
        checked_at timestamptz NOT NULL,
        last_definitive_at timestamptz NOT NULL,
        retry_at timestamptz,
        token_ciphertext bytea,
        token_expires_at timestamptz
      )`);
    await raiseTenantWall(runner, 'access_grant', 'SELECT, INSERT, UPDATE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE access_grant, app_user, session, identity`);
  }
}
