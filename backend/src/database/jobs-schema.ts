import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import type { QueryRunner } from 'typeorm';
import { APP_ROLE, ERASER_ROLE } from './roles.js';

/** Jobs stand in a schema of their own, whose shape is the library's affair. */
export const JOBS_SCHEMA = 'pgboss';

/** Brings that schema to the shape that the library expects, in the transaction of all migrations; as the owner. */
export async function installJobs(runner: QueryRunner): Promise<void> {
  const plans = await plansFor(runner);
  if (!plans) return;
  await runner.query(withoutTransaction(plans));
  for (const grant of [
    `USAGE ON SCHEMA ${JOBS_SCHEMA} TO ${APP_ROLE}, ${ERASER_ROLE}`,
    `SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOBS_SCHEMA} TO ${APP_ROLE}`,
    `USAGE ON ALL SEQUENCES IN SCHEMA ${JOBS_SCHEMA} TO ${APP_ROLE}`,
    `SELECT, DELETE ON ${JOBS_SCHEMA}.job TO ${ERASER_ROLE}`,
  ])
    await runner.query(`GRANT ${grant}`);
}

async function plansFor(runner: QueryRunner): Promise<string | null> {
  const [found] = (await runner.query(`SELECT to_regclass('${JOBS_SCHEMA}.version') IS NOT NULL AS installed`)) as {
    installed: boolean;
  }[];
  if (!found?.installed) return getConstructionPlans(JOBS_SCHEMA);
  const [row] = (await runner.query(`SELECT version FROM ${JOBS_SCHEMA}.version`)) as { version: number }[];
  try {
    return getMigrationPlans(JOBS_SCHEMA, row?.version);
  } catch {
    // The library has no way from here to anywhere: it is the newest.
    return null;
  }
}

/** The transaction is ours. */
function withoutTransaction(plans: string): string {
  return plans.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '');
}
