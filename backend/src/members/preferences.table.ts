import { DEFAULT_PREFERENCES } from '@singularity/contract';
import type { Preferences, PreferencesRequest } from '@singularity/contract';
import type { TenantTransaction } from '../database/tenants.js';

export async function readPreferences(tx: TenantTransaction): Promise<Preferences> {
  const [row] = await tx.query<{ document: PreferencesRequest }>(
    'SELECT document FROM preferences WHERE user_id = $1',
    [tx.userId],
  );
  return { ...DEFAULT_PREFERENCES, ...row?.document };
}

export async function writePreferences(tx: TenantTransaction, document: PreferencesRequest): Promise<Preferences> {
  await tx.query(
    `INSERT INTO preferences (user_id, document) VALUES ($1, $2)
     ON CONFLICT (user_id) DO UPDATE SET document = excluded.document`,
    [tx.userId, JSON.stringify(document)],
  );
  return { ...DEFAULT_PREFERENCES, ...document };
}

/** Where there are none yet. */
export async function addPreferences(tx: TenantTransaction, document: PreferencesRequest): Promise<void> {
  await tx.query(`INSERT INTO preferences (user_id, document) VALUES ($1, $2) ON CONFLICT (user_id) DO NOTHING`, [
    tx.userId,
    JSON.stringify(document),
  ]);
}
