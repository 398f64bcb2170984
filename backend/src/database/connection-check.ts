import pg from 'pg';
import type { ClientBase } from 'pg';
import type { Config } from '../config.js';
import type { ClockReading } from '../runtime/clock.js';
import { StartError } from '../runtime/start-error.js';
import { CONNECTIONS, ERASER_OPTIONS, RUNTIME_OPTIONS } from './connections.js';
import { codeOf, DatabaseStartError } from './database-start-error.js';
import { APP_ROLE, ERASER_ROLE } from './roles.js';

/** A connection is of a role that may do more than the one that it was to take on: nobody may be served over it. */
export class WrongRole extends StartError {}

const REFUSED_OPTIONS = '08P01';

/** What to do where the login cannot take on a role. */
export function roleRemedy(error: unknown, otherwise: string): string {
  return codeOf(error) === REFUSED_OPTIONS
    ? 'Connect to PostgreSQL itself: a pooler on the way refuses the startup parameter "options".'
    : otherwise;
}

/** What the database says of itself. */
export interface DatabaseReading extends ClockReading {
  /** Another one once a backup was brought back, however that was done; the same after a failover to a standby. */
  readonly incarnation: string;
}

interface Standing {
  readonly role: string;
  readonly strong: boolean;
  readonly walled: boolean;
}

/** A restore makes the cluster, the database or its tables anew: one of their numbers is then another. */
const SAYS = `extract(epoch FROM clock_timestamp())::float8 * 1000 AS "databaseMs",
    concat_ws('.', (SELECT system_identifier FROM pg_control_system()),
      (SELECT oid FROM pg_database WHERE datname = current_database()), to_regclass('event')::oid) AS incarnation`;

/** Asked of each new connection, whatever it was made for. */
export const CONNECTION_CHECK = `SELECT current_user AS role, rolsuper OR rolbypassrls AS strong,
    current_setting('row_security') = 'on' AS walled, ${SAYS}
  FROM pg_roles WHERE rolname = current_user`;

type Rows = <Row>(sql: string) => Promise<Row[]>;

export async function readDatabase(query: Rows): Promise<DatabaseReading> {
  return (await timed<object>(query, `SELECT ${SAYS}`)).reading;
}

/**
 * Asks a new connection what it may do, the time, and which database it is. Throws `WrongRole` where it may do anything but what `role` may.
 */
export async function checkConnection(client: Pick<ClientBase, 'query'>, role: string): Promise<DatabaseReading> {
  const { row, reading } = await timed<Standing>(
    async <Row>(sql: string) => (await client.query(sql)).rows as Row[],
    CONNECTION_CHECK,
  );
  const fault = faultOf(role, row);
  if (fault !== null) throw new WrongRole(`${fault} Nobody is served over such a connection.`);
  return reading;
}

/** The one row of an answer, in which the database's clock was read at some moment between question and answer. */
async function timed<Row>(query: Rows, sql: string): Promise<{ row: Row; reading: DatabaseReading }> {
  const asked = performance.now();
  const [row] = await query<Row & Pick<DatabaseReading, 'databaseMs' | 'incarnation'>>(sql);
  const answered = performance.now();
  if (!row) throw new Error('The database says nothing of itself.');
  const [at, uncertainMs] = [(asked + answered) / 2, (answered - asked) / 2];
  const { databaseMs, incarnation } = row;
  return { row, reading: { databaseMs, incarnation, at, uncertainMs } };
}

function faultOf(role: string, standing: Standing): string | null {
  if (standing.role !== role)
    return (
      `The app came to the database as ${standing.role} and not as ${role}: something on the way drops the ` +
      'startup parameter "options", as some poolers do. Connect to PostgreSQL itself, or have the pooler pass it on.'
    );
  if (standing.strong)
    return `The role ${role} bypasses row level security: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS.`;
  if (!standing.walled) return 'The setting row_security is off: see ALTER DATABASE, ALTER ROLE and postgresql.conf.';
  return null;
}

/** Throws `WrongRole` where the app would work with more rights than it is to have. */
export async function requireRoles({ url, eraserUrl }: Config['database']): Promise<void> {
  for (const [role, connectionString, options] of [
    [APP_ROLE, url, RUNTIME_OPTIONS],
    [ERASER_ROLE, eraserUrl, ERASER_OPTIONS],
  ] as const) {
    const client = new pg.Client({ connectionString, ...CONNECTIONS, options });
    await client.connect().catch((error: unknown) => {
      throw new DatabaseStartError(
        `The login cannot take on the role ${role}`,
        roleRemedy(error, 'Look at DATABASE_URL and DATABASE_ERASER_URL.'),
        error,
      );
    });
    await checkConnection(client, role).finally(() => client.end());
  }
}
