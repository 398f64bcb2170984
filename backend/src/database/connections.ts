import type { ClientConfig } from 'pg';
import { APP_ROLE, ERASER_ROLE } from './roles.js';

/** Limits that keep one slow or stuck statement from holding everybody up; in milliseconds. */
const LIMITS = {
  statement_timeout: 10_000,
  lock_timeout: 3_000,
  idle_in_transaction_session_timeout: 15_000,
} as const;

/** What each connection of the running app starts with, as the parameters of its startup packet. */
export const RUNTIME_OPTIONS = startupOptions(APP_ROLE, LIMITS);

const ERASER_LIMITS = { ...LIMITS, statement_timeout: 0, lock_timeout: 30_000 };

/** What each connection of the eraser starts with: what must go goes, however long that takes, after what is under way. */
export const ERASER_OPTIONS = startupOptions(ERASER_ROLE, ERASER_LIMITS);

/** Those of the limits that hold on the workers of a cluster, where the options do not come to. */
export const ROLE_LIMITS = { [APP_ROLE]: ofWorkers(LIMITS), [ERASER_ROLE]: ofWorkers(ERASER_LIMITS) };

/** Which of the app's pools a connection is of: by the name that PostgreSQL knows it under. */
export function poolOf(config?: string | ClientConfig): string {
  const name = typeof config === 'object' ? config.application_name : undefined;
  return name?.replace(/^singularity ?/, '') || 'app';
}

/** How connections of the running app are made and kept, by whatever pool; in milliseconds. */
export const CONNECTIONS = {
  connectionTimeoutMillis: 3_000,
  // People read for a while between two clicks. A new connection reads the catalogue and plans each statement again.
  idleTimeoutMillis: 10 * 60_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const;

function startupOptions(role: string, limits: Readonly<Record<string, number>>): string {
  // The second carries SET LOCAL to the workers of a Citus cluster; plain PostgreSQL takes it for a placeholder.
  return [['role', role], ['citus.propagate_set_commands', 'local'], ...Object.entries(limits)]
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/** A statement that takes too long is ended at the coordinator, and on the workers with it. */
function ofWorkers({
  lock_timeout,
  idle_in_transaction_session_timeout,
}: Readonly<Record<keyof typeof LIMITS, number>>) {
  return { lock_timeout, idle_in_transaction_session_timeout };
}
