import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/** Where members have their programs told, and what was told or is to be. */
export class Webhooks1763900000271 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhook (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        webhook_id uuid NOT NULL,
        url text COLLATE "C" NOT NULL,
        events text[] COLLATE "C" NOT NULL,
        secret text COLLATE "C" NOT NULL,
        enabled boolean NOT NULL DEFAULT true,
        problem text COLLATE "C",
        from_version bigint NOT NULL,
        failures integer NOT NULL DEFAULT 0,
        rests_until timestamptz,
        arrived_at timestamptz,
        closed_through date NOT NULL,
        next_close_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, webhook_id)
      )`);
    await raiseTenantWall(runner, 'webhook', 'SELECT, INSERT, UPDATE, DELETE');
    await runner.query(`
      CREATE TABLE webhook_delivery (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        webhook_id uuid NOT NULL,
        delivery_id uuid NOT NULL,
        type text COLLATE "C" NOT NULL,
        subject text COLLATE "C" NOT NULL,
        version bigint NOT NULL,
        body text COLLATE "C" NOT NULL,
        status text COLLATE "C" NOT NULL DEFAULT 'waiting',
        attempts integer NOT NULL DEFAULT 0,
        answered integer,
        problem text COLLATE "C",
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        tried_at timestamptz,
        PRIMARY KEY (user_id, webhook_id, delivery_id),
        UNIQUE (user_id, webhook_id, type, subject)
      )`);
    await runner.query(`
      CREATE INDEX webhook_delivery_waiting ON webhook_delivery (user_id, webhook_id, attempts, version)
       WHERE status = 'waiting'`);
    await raiseTenantWall(runner, 'webhook_delivery', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE webhook_delivery, webhook`);
  }
}
