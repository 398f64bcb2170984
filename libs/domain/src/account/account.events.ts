import type { Changes } from '../changes.js';
import type { DecimalText } from '../money/decimal.js';
import type { Instant } from '../time/instant.js';
import type { TradingDay } from '../time/trading-day.js';

export const BALANCE_REASONS = ['deposit', 'withdrawal', 'fee', 'correction'] as const;
/** Why a balance moved other than by trading. None of them is P&L. */
export type BalanceReason = (typeof BALANCE_REASONS)[number];

export interface AccountDetails {
  readonly platform: string;
  readonly name: string;
  /** The account's number or name at the platform. */
  readonly externalId: string | null;
  readonly startingBalance: DecimalText;
  /** Never changes. */
  readonly currency: string;
  /** When its days begin. */
  readonly tradingDay: TradingDay;
}

export interface BalanceUpdate {
  /** The balance that the member saw at the platform at that moment. */
  readonly balance: DecimalText;
  readonly reason: BalanceReason;
  readonly at: Instant;
  /** What that balance implied beyond what was known: a fact of its own from then on. */
  readonly adjustment: DecimalText;
}

export type AccountChanges = Changes<Omit<AccountDetails, 'currency'>>;

export type AccountEvent =
  | { readonly type: 'AccountAdded'; readonly data: AccountDetails }
  | { readonly type: 'AccountEdited'; readonly data: { readonly changes: AccountChanges } }
  | { readonly type: 'BalanceUpdated'; readonly data: BalanceUpdate }
  | { readonly type: 'BalanceUpdateRemoved'; readonly data: BalanceUpdate }
  | { readonly type: 'AccountClosed'; readonly data: Record<string, never> }
  | { readonly type: 'AccountReopened'; readonly data: Record<string, never> }
  | { readonly type: 'AccountRemoved'; readonly data: Record<string, never> }
  | { readonly type: 'AccountRestored'; readonly data: Record<string, never> };
