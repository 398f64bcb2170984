import type { MigrationInterface, QueryRunner } from 'typeorm';
import { raiseTenantWall } from './tenant-wall.js';

/** A signed root over the heads of all ledgers for each day, and every member's own way to it. */
export class Digests1763900000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Nothing of a member is in these two.
    await runner.query(`
      CREATE TABLE digest_key (
        key_id text PRIMARY KEY,
        public_key bytea NOT NULL,
        first_used_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE digest (
        day date PRIMARY KEY,
        key_id text NOT NULL,
        root bytea NOT NULL,
        count integer NOT NULL,
        signature bytea NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`GRANT SELECT, INSERT ON digest_key, digest TO singularity_app`);

    // By root as well: processes that begin at once do not mix what leads to different ones.
    await runner.query(`
      CREATE TABLE digest_proof (
        user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
        day date NOT NULL,
        root bytea NOT NULL,
        version bigint NOT NULL,
        hash bytea NOT NULL,
        salt bytea NOT NULL,
        path jsonb NOT NULL,
        PRIMARY KEY (user_id, day, root)
      )`);
    await raiseTenantWall(runner, 'digest_proof', 'SELECT, INSERT, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE digest_proof, digest, digest_key`);
  }
}
