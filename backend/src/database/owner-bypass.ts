import type { ClientBase } from 'pg';

/** Held for as long as members are moved between the machines of a cluster. */
export const REBALANCE_LOCK = 7_426_004;

/** What to do where the owner passes row level security though nothing is moved. */
export const REMEDY = 'Run npm run rebalance again or, as superuser, ALTER ROLE … NOBYPASSRLS.';

interface Owner {
  readonly name: string;
  /** Whether row level security lets them pass. */
  readonly bypasses: boolean;
}

/** Who owns the tables of members; null where that is a superuser, whom nothing binds anyway. */
export async function ownerOf(client: ClientBase): Promise<Owner | null> {
  const { rows } = await client.query<Owner>(
    `SELECT rolname AS name, rolbypassrls AS bypasses FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
      WHERE pg_class.oid = to_regclass('app_user') AND NOT rolsuper`,
  );
  return rows[0] ?? null;
}

export async function isRebalancing(client: ClientBase): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [REBALANCE_LOCK],
  );
  return rowCount !== 0;
}

/** As superuser, who alone may. */
export async function setBypass(client: ClientBase, owner: string, bypasses: boolean): Promise<void> {
  await client.query(`ALTER ROLE "${owner.replaceAll('"', '""')}" ${bypasses ? '' : 'NO'}BYPASSRLS`);
}
