import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/**
 * Which fills of brokers trades were made of: a read model, empty for ledgers without imports, so that none needs a
 * replay. And imports with their files beside the ledger.
 */
export class Imports1763900000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE trade_source (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        trade_id uuid NOT NULL,
        account_id uuid NOT NULL,
        source_key text COLLATE "C" NOT NULL,
        execution_id uuid,
        source jsonb NOT NULL,
        PRIMARY KEY (user_id, trade_id, account_id, source_key)
      )`);
    await runner.query(`CREATE INDEX trade_source_key ON trade_source (user_id, account_id, source_key, trade_id)`);
    await raiseTenantWall(runner, 'trade_source', 'SELECT, INSERT, UPDATE, DELETE');
    await runner.query(`
      CREATE TABLE import (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        import_id uuid NOT NULL,
        status text COLLATE "C" NOT NULL,
        account_id uuid,
        options jsonb NOT NULL,
        preview jsonb NOT NULL,
        waiting jsonb NOT NULL DEFAULT '[]',
        done integer NOT NULL DEFAULT 0,
        total integer NOT NULL DEFAULT 0,
        problem text COLLATE "C",
        created_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        PRIMARY KEY (user_id, import_id)
      )`);
    await raiseTenantWall(runner, 'import', 'SELECT, INSERT, UPDATE, DELETE');
    await runner.query(`
      CREATE TABLE import_file (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        import_id uuid NOT NULL,
        place integer NOT NULL,
        name text COLLATE "C" NOT NULL,
        bytes integer NOT NULL,
        sha256 text COLLATE "C" NOT NULL,
        content bytea NOT NULL,
        PRIMARY KEY (user_id, import_id, place)
      )`);
    // It is compressed already: no second attempt is made.
    await runner.query(`ALTER TABLE import_file ALTER COLUMN content SET STORAGE EXTERNAL`);
    await raiseTenantWall(runner, 'import_file', 'SELECT, INSERT, DELETE');
    await runner.query(`
      CREATE TABLE import_mapping (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        columns text COLLATE "C" NOT NULL,
        mapping jsonb NOT NULL,
        PRIMARY KEY (user_id, columns)
      )`);
    await raiseTenantWall(runner, 'import_mapping', 'SELECT, INSERT, UPDATE, DELETE');
    await runner.query(`ALTER TABLE user_head ADD COLUMN import_bytes bigint NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE user_head DROP COLUMN import_bytes`);
    await runner.query(`DROP TABLE import_mapping, import_file, import, trade_source`);
  }
}
