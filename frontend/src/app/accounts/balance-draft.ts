import type { AccountAnswer, UpdateBalanceRequest } from '@singularity/contract';
import { decimal, exactly, toText } from '@singularity/domain';
import type { BalanceReason, Problem } from '@singularity/domain';
import { readNumber } from '../ui/number-text';
import { fromWallTime } from '../ui/zoned-time';

export interface BalanceDraft {
  balance: string;
  reason: BalanceReason;
  /** Left empty: now. */
  at: string;
}

/** Reads what was typed, or names every field at fault. */
export function readBalance(draft: BalanceDraft, timeZone: string): UpdateBalanceRequest | readonly Problem[] {
  const balance = readNumber(draft.balance);
  const at = draft.at === '' ? undefined : fromWallTime(draft.at, timeZone);
  const problems = [
    ...(balance === null ? [{ field: 'balance', message: 'Please enter a number.' }] : []),
    ...(at === null ? [{ field: 'at', message: 'This is not a date and time.' }] : []),
  ];
  if (balance === null || at === null) return problems;
  return { balance, reason: draft.reason, ...(at && { at }) };
}

/** What a new balance changes by; null for a moment in the past, for which only the server knows the balance. */
export function adjustmentOf(draft: BalanceDraft, account: AccountAnswer): string | null {
  const balance = readNumber(draft.balance);
  if (balance === null || draft.at !== '') return null;
  return toText(decimal(balance).minus(decimal(exactly(account.balance))));
}
