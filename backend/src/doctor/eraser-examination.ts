import pg from 'pg';
import type { Config } from '../config.js';
import { checkConnection, WrongRole } from '../database/connection-check.js';
import { ERASER_OPTIONS } from '../database/connections.js';
import { codeOf } from '../database/database-start-error.js';
import { ERASER_ROLE } from '../database/roles.js';
import { well, wrong } from './finding.js';
import type { Finding } from './finding.js';

/** Whether members can be erased, and by nobody but who is to. `serving` is a connection as the login of DATABASE_URL. */
export async function examineEraser(serving: pg.Client, database: Config['database']): Promise<readonly Finding[]> {
  const able = await examineLogin(database);
  return database.eraserUrl === database.url ? [able] : [able, await examineServing(serving)];
}

async function examineLogin({ eraserUrl }: Config['database']): Promise<Finding> {
  const client = new pg.Client({
    connectionString: eraserUrl,
    options: ERASER_OPTIONS,
    connectionTimeoutMillis: 5_000,
  });
  try {
    await client.connect();
    await checkConnection(client, ERASER_ROLE);
    return well(`Members can be erased, as the role ${ERASER_ROLE}.`);
  } catch (error) {
    if (error instanceof WrongRole) return wrong(error.message, 'The app does not start before.');
    return wrong(
      `The login that erases members cannot take on the role ${ERASER_ROLE} (${codeOf(error)}).`,
      'Look at DATABASE_ERASER_URL; the app gives its login that role at its start.',
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function examineServing(serving: pg.Client): Promise<Finding> {
  const { rows } = await serving.query<{ login: string; may: boolean; mayGrant: boolean }>(
    `SELECT session_user AS login, pg_has_role(session_user, $1, 'SET') AS may,
            pg_has_role(session_user, $1, 'USAGE WITH ADMIN OPTION') AS "mayGrant"`,
    [ERASER_ROLE],
  );
  const { login = '', may, mayGrant } = rows[0] ?? {};
  if (!may && !mayGrant) return well(`The login of DATABASE_URL cannot take on the role ${ERASER_ROLE}.`);
  return wrong(
    `The login of DATABASE_URL can take on the role ${ERASER_ROLE}, though DATABASE_ERASER_URL has another for that.`,
    mayGrant
      ? 'Set DATABASE_OWNER_URL as well: a login that owns the roles can always give them to itself.'
      : `As superuser: REVOKE ${ERASER_ROLE} FROM ${login} GRANTED BY (who had granted it; see pg_auth_members).`,
  );
}
