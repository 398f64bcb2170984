import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

const ORIGINS = `'form', 'api', 'import', 'undo', 'system'`;

/** Connections with brokers, what was asked of them and what they state; and imports that came of it. */
export class Connections1763900000230 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await allowOrigins(runner, `${ORIGINS}, 'sync'`);
    await runner.query(
      `ALTER TABLE import ADD COLUMN connection_id uuid, ADD COLUMN run_id uuid, ADD COLUMN broker_account text COLLATE "C"`,
    );
    // Each credential is sealed by itself.
    await runner.query(`
      CREATE TABLE connection (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        connection_id uuid NOT NULL,
        stream_version integer NOT NULL,
        broker text COLLATE "C" NOT NULL,
        label text COLLATE "C" NOT NULL,
        status text COLLATE "C" NOT NULL,
        reason text COLLATE "C",
        needs text COLLATE "C",
        import_id uuid,
        paused boolean NOT NULL DEFAULT false,
        credentials jsonb NOT NULL,
        failures integer NOT NULL DEFAULT 0,
        holder uuid,
        asked_at timestamptz,
        next_run_at timestamptz,
        role_lost_at timestamptz,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, connection_id)
      )`);
    await raiseTenantWall(runner, 'connection', 'SELECT, INSERT, UPDATE, DELETE');
    await runner.query(`
      CREATE TABLE connection_account (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        connection_id uuid NOT NULL,
        broker_account text COLLATE "C" NOT NULL,
        name text COLLATE "C" NOT NULL,
        currency text COLLATE "C" NOT NULL,
        opened date,
        account_id uuid,
        from_day date,
        cursor_day date,
        floor_day date,
        held integer NOT NULL DEFAULT 0,
        seen_from date,
        first_fill_at timestamptz,
        last_fill_at timestamptz,
        balance numeric,
        balance_currency text COLLATE "C",
        balance_at timestamptz,
        PRIMARY KEY (user_id, connection_id, broker_account)
      )`);
    await raiseTenantWall(runner, 'connection_account', 'SELECT, INSERT, UPDATE, DELETE');
    await runner.query(`
      CREATE TABLE connection_run (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        connection_id uuid NOT NULL,
        run_id uuid NOT NULL,
        cause text COLLATE "C" NOT NULL,
        status text COLLATE "C" NOT NULL,
        problem text COLLATE "C",
        done integer NOT NULL DEFAULT 0,
        total integer NOT NULL DEFAULT 0,
        started_at timestamptz NOT NULL,
        ended_at timestamptz,
        PRIMARY KEY (user_id, connection_id, run_id)
      )`);
    await raiseTenantWall(runner, 'connection_run', 'SELECT, INSERT, UPDATE, DELETE');
    await runner.query(`
      CREATE TABLE broker_figure (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        connection_id uuid NOT NULL,
        broker_account text COLLATE "C" NOT NULL,
        figure_key text COLLATE "C" NOT NULL,
        at timestamptz NOT NULL,
        precision text COLLATE "C" NOT NULL,
        symbol text COLLATE "C",
        asset_type text COLLATE "C",
        direction text COLLATE "C",
        strike numeric,
        expiration date,
        what text COLLATE "C" NOT NULL,
        amount numeric NOT NULL,
        currency text COLLATE "C" NOT NULL,
        PRIMARY KEY (user_id, connection_id, broker_account, figure_key)
      )`);
    await raiseTenantWall(runner, 'broker_figure', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE broker_figure, connection_run, connection_account, connection`);
    await runner.query(`ALTER TABLE import DROP COLUMN connection_id, DROP COLUMN run_id, DROP COLUMN broker_account`);
    await allowOrigins(runner, ORIGINS);
  }
}

/** In two steps, of which the one that reads the table does not keep others from writing to it. */
async function allowOrigins(runner: QueryRunner, origins: string): Promise<void> {
  await runner.query(`ALTER TABLE event DROP CONSTRAINT event_origin_check`);
  await runner.query(`ALTER TABLE event ADD CONSTRAINT event_origin_check CHECK (origin IN (${origins})) NOT VALID`);
  await runner.query(`ALTER TABLE event VALIDATE CONSTRAINT event_origin_check`);
}
