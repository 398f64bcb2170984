import type { Settings } from '@singularity/domain';
import { NoLedger } from './no-ledger.js';
import type { TenantTransaction } from './tenants.js';

/** The settings that days and results depend on. */
export async function readSettings(tx: TenantTransaction): Promise<Settings> {
  const [settings] = await tx.query<Settings>(
    `SELECT time_zone AS "timeZone", base_currency AS "baseCurrency", theme,
            breakeven_tolerance AS "breakevenTolerance" FROM settings WHERE user_id = $1`,
    [tx.userId],
  );
  if (!settings) throw new NoLedger();
  return settings;
}
