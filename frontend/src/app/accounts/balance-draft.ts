import type { AccountAnswer, UpdateBalanceRequest } from '@singularity/contract';
import { account as rules, decimal, exactly, Refusal, toText } from '@singularity/domain';
import type { BalanceReason, DecimalText, Instant, Problem } from '@singularity/domain';
import { readNumber } from '../ui/format/number-text';
import { momentTyped } from '../ui/format/moment-text';
import type { MomentReading } from '../ui/format/moment-text';

export interface BalanceDraft {
  balance: string;
  reason: BalanceReason;
  /** Left empty: now. */
  at: string;
}

interface BalanceSaid extends UpdateBalanceRequest {
  readonly balance: DecimalText;
}

/** Reads what was typed, or names every field at fault. */
export function readBalance(draft: BalanceDraft, timeZone: string): BalanceSaid | readonly Problem[] {
  const balance = readNumber(draft.balance);
  const moment: MomentReading | { at?: never } = draft.at === '' ? {} : momentTyped(draft.at, timeZone);
  const problems = [
    ...(balance === null ? [{ field: 'balance', message: 'Enter a number.' }] : []),
    ...('fault' in moment ? [{ field: 'at', message: moment.fault }] : []),
  ];
  if (balance === null || 'fault' in moment) return problems;
  return { balance, reason: draft.reason, ...moment };
}

/** Also what the rules say about it, as far as they can be asked here: the balance of a past moment only the server knows. */
export function problemsOf(
  draft: BalanceDraft,
  account: AccountAnswer | undefined,
  timeZone: string,
): readonly Problem[] {
  const read = readBalance(draft, timeZone);
  if (!('balance' in read)) return read;
  if (!account || read.at) return [];
  const at = account.updatedAt as Instant;
  const command = { type: 'UpdateBalance', to: { balance: read.balance }, reason: read.reason, at, now: at } as const;
  const decision = rules.decide(command, stateOf(account), { trades: 0, undoing: null, realizedNet: gainOf(account) });
  return decision instanceof Refusal ? decision.problems : [];
}

/** What a new balance changes by; null for a moment in the past, for which only the server knows the balance. */
export function adjustmentOf(draft: BalanceDraft, account: AccountAnswer): DecimalText | null {
  const balance = readNumber(draft.balance);
  if (balance === null || draft.at !== '') return null;
  return toText(decimal(balance).minus(decimal(exactly(account.balance))));
}

/** With the reason that the change most likely has, unless one was chosen. */
export function withLikelyReason(
  draft: BalanceDraft,
  account: AccountAnswer | undefined,
  chosen: boolean,
): BalanceDraft {
  const adjustment = account && adjustmentOf(draft, account);
  return chosen || !adjustment || adjustment === '0' ? draft : { ...draft, reason: likelyReason(adjustment) };
}

/** The reason that a change of balance most likely has. */
function likelyReason(adjustment: DecimalText): BalanceReason {
  return decimal(adjustment).isNegative() ? 'withdrawal' : 'deposit';
}

function stateOf({ status, startingBalance, ...rest }: AccountAnswer) {
  const { platform, name, externalId, currency, tradingDay } = rest;
  const details = { platform, name, externalId, startingBalance: exactly(startingBalance), currency, tradingDay };
  return { status, details, balanceUpdates: [] };
}

/** For the rules it is all the same what came of trades and what of earlier updates. */
function gainOf({ balance, startingBalance }: AccountAnswer): DecimalText {
  return toText(decimal(exactly(balance)).minus(decimal(exactly(startingBalance))));
}
