import type { QueryRunner } from 'typeorm';

/**
 * Puts a table behind row level security: only rows of the member whose transaction it is are there at all.
 * FORCE holds the owner to it too. `nullif`, because the setting is '' and not null once a transaction has ended.
 * Where members are distributed over a cluster, the table is too, which is last: most of what changes a table is refused
 * from then on.
 */
export async function raiseTenantWall(runner: QueryRunner, table: string, grants: string): Promise<void> {
  const mine = `user_id = nullif(current_setting('app.user_id', true), '')::uuid`;
  await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
  await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  await runner.query(`CREATE POLICY tenant ON ${table} USING (${mine}) WITH CHECK (${mine})`);
  await runner.query(`GRANT ${grants} ON ${table} TO singularity_app`);
  await runner.query(`GRANT SELECT, DELETE ON ${table} TO singularity_eraser`);
  // Nested, so that plain PostgreSQL never looks at what it does not have.
  await runner.query(`
    DO $$ BEGIN
      IF to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL THEN
        IF EXISTS (SELECT FROM pg_catalog.pg_dist_partition WHERE logicalrelid = to_regclass('app_user')) THEN
          PERFORM create_distributed_table('${table}', 'user_id', colocate_with => 'app_user');
        END IF;
      END IF;
    END $$`);
}
