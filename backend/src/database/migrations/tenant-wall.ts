import type { QueryRunner } from 'typeorm';

/**
 * Puts a table behind row level security: only rows of the member whose transaction it is are there at all.
 * FORCE holds the owner to it too. `nullif`, because the setting is '' and not null once a transaction has ended.
 */
export async function raiseTenantWall(runner: QueryRunner, table: string, grants: string): Promise<void> {
  const mine = `user_id = nullif(current_setting('app.user_id', true), '')::uuid`;
  await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
  await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  await runner.query(`CREATE POLICY tenant ON ${table} USING (${mine}) WITH CHECK (${mine})`);
  await runner.query(`GRANT ${grants} ON ${table} TO singularity_app`);
  await runner.query(`GRANT SELECT, DELETE ON ${table} TO singularity_eraser`);
}
