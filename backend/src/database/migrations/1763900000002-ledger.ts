import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/** The events, the head that orders them, and the answers already given to commands. */
export class Ledger1763900000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Half-empty pages keep the hottest row of all updatable in place.
    await runner.query(`
      CREATE TABLE user_head (
        user_id uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
        version bigint NOT NULL,
        hash bytea NOT NULL,
        recorded_at timestamptz NOT NULL,
        projected_version bigint NOT NULL
      ) WITH (fillfactor = 50)`);
    await raiseTenantWall(runner, 'user_head', 'SELECT, INSERT, UPDATE');

    await runner.query(`
      CREATE TABLE event (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        version bigint NOT NULL CHECK (version > 0),
        stream_type text NOT NULL,
        stream_id uuid NOT NULL,
        stream_version integer NOT NULL CHECK (stream_version > 0),
        type text NOT NULL,
        schema_version smallint NOT NULL,
        payload jsonb,
        payload_digest bytea NOT NULL,
        salt bytea,
        command_id uuid NOT NULL,
        origin text NOT NULL CHECK (origin IN ('form', 'api', 'import', 'undo', 'system')),
        batch_id uuid,
        undoes bigint,
        recorded_at timestamptz NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (user_id, version),
        UNIQUE (user_id, stream_id, stream_version)
      )`);
    // Append-only by privilege: nobody but the eraser may change or remove what has happened.
    await raiseTenantWall(runner, 'event', 'SELECT, INSERT');
    await runner.query(`GRANT UPDATE (payload, salt) ON event TO singularity_eraser`);

    await runner.query(`
      CREATE TABLE command (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        idempotency_key text NOT NULL,
        request_digest bytea NOT NULL,
        first_version bigint,
        last_version bigint,
        response json NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, idempotency_key)
      )`);
    await runner.query(`CREATE INDEX command_created_at ON command (user_id, created_at)`);
    await raiseTenantWall(runner, 'command', 'SELECT, INSERT, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE command, event, user_head`);
  }
}
