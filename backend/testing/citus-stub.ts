import type { TestWorld } from './test-world.js';

/** A call of what Citus has, as the stub has noted it. */
export interface ClusterCall {
  readonly name: string;
  readonly table: string;
  /** Beside which table, and whether row level security let the owner pass at that moment. */
  readonly beside: string | null;
  readonly ownerPasses: boolean;
}

/**
 * The names of Citus that our commands use, in a database of plain PostgreSQL: they note how they are called, and move
 * nothing. `stub.behaviour` holds SQL that a rebalance runs.
 */
export async function installCitusStub({ sql }: Pick<TestWorld, 'sql'>, workers = 2): Promise<void> {
  await sql(`
    SET allow_system_table_mods = on;
    CREATE SCHEMA stub;
    CREATE TABLE stub.behaviour (sql text);
    CREATE TABLE stub.call (place serial, name text, "table" text, beside text, "ownerPasses" boolean);
    CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass PRIMARY KEY);
    GRANT SELECT ON pg_catalog.pg_dist_partition TO PUBLIC;
    CREATE TABLE pg_catalog.pg_dist_node AS
      SELECT n AS groupid, 'primary' AS noderole, true AS isactive, n > 0 AS shouldhaveshards
        FROM generate_series(0, ${workers}) n;
    CREATE FUNCTION stub.note(name text, noted regclass, beside text) RETURNS void LANGUAGE sql AS $$
      INSERT INTO stub.call (name, "table", beside, "ownerPasses")
      SELECT $1, $2::text, $3, rolbypassrls FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
       WHERE pg_class.oid = 'app_user'::regclass
    $$;
    CREATE FUNCTION pg_catalog.create_distributed_table(
        table_name regclass, distribution_column text, colocate_with text DEFAULT 'default'
    ) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
      ASSERT distribution_column = 'user_id';
      INSERT INTO pg_catalog.pg_dist_partition VALUES (table_name);
      PERFORM stub.note('create_distributed_table', table_name, colocate_with);
    END $$;
    CREATE FUNCTION pg_catalog.truncate_local_data_after_distributing_table(function_name regclass)
    RETURNS void LANGUAGE sql AS $$ SELECT stub.note('truncate', $1, null) $$;
    CREATE FUNCTION pg_catalog.rebalance_table_shards(relation regclass) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE behaviour text; BEGIN
      PERFORM stub.note('rebalance', relation, null);
      FOR behaviour IN SELECT sql FROM stub.behaviour LOOP EXECUTE behaviour; END LOOP;
    END $$;
    RESET allow_system_table_mods`);
}

/** What was called since the last look, in order. */
export async function callsOf({ sql }: Pick<TestWorld, 'sql'>): Promise<readonly ClusterCall[]> {
  const calls = await sql<ClusterCall>('SELECT name, "table", beside, "ownerPasses" FROM stub.call ORDER BY place');
  await sql('TRUNCATE stub.call');
  return calls;
}
