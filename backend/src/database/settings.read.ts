import type { Settings, StatRules } from '@singularity/domain';
import { NoLedger } from './no-ledger.js';
import type { TenantTransaction } from './tenants.js';

export async function readSettings(tx: TenantTransaction): Promise<Settings> {
  const [settings] = await tx.query<Settings>(
    `SELECT time_zone AS "timeZone", base_currency AS "baseCurrency", theme,
            breakeven_tolerance AS "breakevenTolerance" FROM settings WHERE user_id = $1`,
    [tx.userId],
  );
  if (!settings) throw new NoLedger();
  return settings;
}

/** The rules that days and results depend on: settings, and the accounts whose days are futures sessions. */
export async function readStatRules(tx: TenantTransaction): Promise<StatRules> {
  const [rules] = await tx.query<StatRules>(
    `SELECT s.time_zone AS "timeZone", s.breakeven_tolerance AS "breakevenTolerance",
            ARRAY(SELECT a.account_id::text FROM account a WHERE a.user_id = $1 AND a.trading_day = 'session'
                   ORDER BY a.account_id) AS "sessionAccounts"
       FROM settings s WHERE s.user_id = $1`,
    [tx.userId],
  );
  if (!rules) throw new NoLedger();
  return rules;
}
