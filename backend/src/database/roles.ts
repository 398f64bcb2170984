import type { QueryRunner } from 'typeorm';

/** Runs the app: reads and appends, owns nothing, bypasses nothing. */
export const APP_ROLE = 'singularity_app';
/** Erases a member, redacts a note. */
export const ERASER_ROLE = 'singularity_eraser';

const ROLES = [APP_ROLE, ERASER_ROLE];

/**
 * Creates the roles where they are missing and lets the login of the running app take them on. Roles belong to the
 * whole cluster, so another database may have made them already.
 */
export async function provisionRoles(runner: QueryRunner, runtimeLogin: string): Promise<void> {
  for (const role of ROLES) {
    const found: unknown[] = await runner.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    if (found.length === 0)
      await runner.query(
        `DO $$ BEGIN CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS;
       EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
      );
    const [{ may }] = (await runner.query(`SELECT pg_has_role($1, $2, 'SET') AS may`, [runtimeLogin, role])) as [
      { may: boolean },
    ];
    if (!may) await runner.query(`GRANT ${role} TO ${quoteName(runtimeLogin)} WITH SET TRUE, INHERIT FALSE`);
  }
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
