import type { QueryRunner } from 'typeorm';

/** Runs the app: reads and appends, owns nothing, bypasses nothing. */
export const APP_ROLE = 'singularity_app';
/** Erases a member, redacts a note. */
export const ERASER_ROLE = 'singularity_eraser';

/** Who logs in to take on which role; both may be one. */
interface Logins {
  readonly app: string;
  readonly eraser: string;
}

/**
 * Creates the roles where they are missing and lets each login take on its own, and not the eraser's where that has a
 * login for itself. Roles belong to the whole cluster, so another database may have made them already.
 */
export async function provisionRoles(runner: QueryRunner, { app, eraser }: Logins): Promise<void> {
  for (const [role, login] of [
    [APP_ROLE, app],
    [ERASER_ROLE, eraser],
  ] as const) {
    await createRole(runner, role);
    if (!(await mayTakeOn(runner, login, role)))
      await runner.query(`GRANT ${role} TO ${quoteName(login)} WITH SET TRUE, INHERIT FALSE`);
  }
  if (eraser !== app && (await mayTakeOn(runner, app, ERASER_ROLE)))
    await runner.query(`REVOKE ${ERASER_ROLE} FROM ${quoteName(app)}`);
}

async function createRole(runner: QueryRunner, role: string): Promise<void> {
  const found: unknown[] = await runner.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (found.length > 0) return;
  await runner.query(
    `DO $$ BEGIN CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS;
     EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
  );
}

async function mayTakeOn(runner: QueryRunner, login: string, role: string): Promise<boolean> {
  const [answer] = (await runner.query(`SELECT pg_has_role($1, $2, 'SET') AS may`, [login, role])) as {
    may: boolean;
  }[];
  return answer?.may ?? false;
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
