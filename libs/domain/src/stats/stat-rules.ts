import { isPresent } from '../account/account.state.js';
import type { AccountState } from '../account/account.state.js';
import { same } from '../changes.js';
import type { Settings } from '../member/member.js';
import type { DayRules } from '../time/trading-day.js';

/** By what a member's days and results are told. Other rules make other figures of the same events. */
export interface StatRules extends DayRules, Pick<Settings, 'breakevenTolerance'> {}

/** The rules that settings and accounts make, the accounts in order of their ids. */
export function statRulesFrom(
  { timeZone, breakevenTolerance }: Settings,
  accounts: Iterable<readonly [id: string, state: AccountState]>,
): StatRules {
  const sessionAccounts = [...accounts].flatMap(([id, state]) => (hasSessions(state) ? [id] : []));
  return { timeZone, breakevenTolerance, sessionAccounts: sessionAccounts.sort() };
}

/** Whether the days of an account are futures sessions. */
export function hasSessions(state: AccountState): boolean {
  return isPresent(state) && state.details.tradingDay === 'session';
}

/** Whether rules tell the same days and the same results. */
export function areAlike(one: StatRules, other: StatRules): boolean {
  return (
    one.timeZone === other.timeZone &&
    same(one.breakevenTolerance, other.breakevenTolerance) &&
    same(one.sessionAccounts, other.sessionAccounts)
  );
}
