import type { AccountAnswer, UpdateBalanceRequest } from '@singularity/contract';
import { decimal, exactly, toText } from '@singularity/domain';
import type { DecimalText, Problem } from '@singularity/domain';
import { momentTyped } from '../ui/format/moment-text';
import type { MomentReading } from '../ui/format/moment-text';
import { readNumber } from '../ui/format/number-text';

export type Transfer = 'deposit' | 'withdrawal';

export interface TransferDraft {
  amount: string;
  /** Left empty: now. */
  at: string;
}

/** Reads what was typed, or names every field at fault. */
export function readTransfer(
  draft: TransferDraft,
  reason: Transfer,
  timeZone: string,
): UpdateBalanceRequest | readonly Problem[] {
  const adjustment = adjustmentOf(draft, reason);
  const moment: MomentReading | { at?: never } = draft.at === '' ? {} : momentTyped(draft.at, timeZone);
  const problems = [
    ...(adjustment === null ? [{ field: 'amount', message: 'Enter an amount above zero.' }] : []),
    ...('fault' in moment ? [{ field: 'at', message: moment.fault }] : []),
  ];
  if (adjustment === null || 'fault' in moment) return problems;
  return { adjustment, reason, ...moment };
}

/** What an account holds after it, as far as that is known here; null while no amount is typed. */
export function balanceAfter(draft: TransferDraft, reason: Transfer, { balance }: AccountAnswer): DecimalText | null {
  const adjustment = adjustmentOf(draft, reason);
  return adjustment && toText(decimal(exactly(balance)).plus(decimal(adjustment)));
}

function adjustmentOf({ amount }: TransferDraft, reason: Transfer): DecimalText | null {
  const typed = readNumber(amount);
  if (typed === null || !decimal(typed).gt(0)) return null;
  return reason === 'deposit' ? typed : toText(decimal(typed).negated());
}
