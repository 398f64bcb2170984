import pg from 'pg';
import type { ClientBase } from 'pg';
import type { Config } from '../config.js';
import { StartError } from '../start-error.js';
import { CONNECTIONS, ERASER_OPTIONS, RUNTIME_OPTIONS } from './connections.js';
import { DatabaseStartError } from './database-start-error.js';
import { APP_ROLE, ERASER_ROLE } from './roles.js';

/** A connection is of a role that may do more than the one that it was to take on: nobody may be served over it. */
export class WrongRole extends StartError {}

interface Standing {
  readonly role: string;
  readonly strong: boolean;
  readonly walled: boolean;
}

/** Asks a new connection what it may do. Throws `WrongRole` where that is anything but what `role` may. */
export async function checkConnection(client: Pick<ClientBase, 'query'>, role: string): Promise<void> {
  const { rows } = await client.query<Standing>(
    `SELECT current_user AS role, rolsuper OR rolbypassrls AS strong, current_setting('row_security') = 'on' AS walled
       FROM pg_roles WHERE rolname = current_user`,
  );
  const fault = faultOf(role, rows[0]);
  if (fault !== null) throw new WrongRole(`${fault} Nobody is served over such a connection.`);
}

function faultOf(role: string, standing: Standing | undefined): string | null {
  if (standing?.role !== role)
    return (
      `The app came to the database as ${standing?.role ?? 'nobody'} and not as ${role}: something on the way drops the ` +
      'startup parameter "options", as some poolers do. Connect to PostgreSQL itself, or have the pooler pass it on.'
    );
  if (standing.strong)
    return `The role ${role} bypasses row level security: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS.`;
  if (!standing.walled) return 'The setting row_security is off: see ALTER DATABASE, ALTER ROLE and postgresql.conf.';
  return null;
}

/** Throws `WrongRole` where the app would work with more rights than it is to have. */
export async function requireRole({ url }: Pick<Config['database'], 'url'>): Promise<void> {
  for (const [role, options] of [
    [APP_ROLE, RUNTIME_OPTIONS],
    [ERASER_ROLE, ERASER_OPTIONS],
  ] as const) {
    const client = new pg.Client({ connectionString: url, ...CONNECTIONS, options });
    await client.connect().catch((error: unknown) => {
      throw new DatabaseStartError(`The login cannot take on the role ${role}`, 'Look at DATABASE_URL.', error);
    });
    await checkConnection(client, role).finally(() => client.end());
  }
}
