import { DEFAULT_SETTINGS } from '@singularity/domain';
import type { AccountDetails, Settings, StatRules } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';

/** What of an account the rules of other streams must know. */
export interface AccountStanding extends Pick<AccountDetails, 'currency' | 'tradingDay'> {
  readonly open: boolean;
}

/** A member's settings and accounts, which are few: what the rules of every command may stand on. */
export interface MemberSetup {
  readonly settings: Pick<Settings, 'timeZone' | 'baseCurrency' | 'breakevenTolerance'>;
  /** By id. */
  readonly accounts: ReadonlyMap<string, AccountStanding>;
}

export async function readMemberSetup(tx: TenantTransaction): Promise<MemberSetup> {
  const [settings, accounts] = await Promise.all([
    tx.query<MemberSetup['settings']>(
      `SELECT time_zone AS "timeZone", base_currency AS "baseCurrency", breakeven_tolerance AS "breakevenTolerance"
         FROM settings WHERE user_id = $1`,
      [tx.userId],
    ),
    tx.query<AccountStanding & { id: string }>(
      `SELECT account_id AS id, status = 'open' AS open, currency, trading_day AS "tradingDay"
         FROM account WHERE user_id = $1 ORDER BY account_id`,
      [tx.userId],
    ),
  ]);
  return {
    // The first command of a ledger registers its member; there are none before.
    settings: settings[0] ?? DEFAULT_SETTINGS,
    accounts: new Map(accounts.map(({ id, ...standing }) => [id, standing])),
  };
}

export function statRulesOf({ settings: { timeZone, breakevenTolerance }, accounts }: MemberSetup): StatRules {
  const sessionAccounts = [...accounts].flatMap(([id, { tradingDay }]) => (tradingDay === 'session' ? [id] : []));
  return { timeZone, breakevenTolerance, sessionAccounts };
}
