import type { AccountAnswer, AccountFigures } from '@singularity/contract';
import { decimal, exactly, sum, toText } from '@singularity/domain';

/** What makes up a balance: the three add up to it. */
export interface BalanceParts {
  readonly startingBalance: string;
  /** Deposits, withdrawals and account fees. */
  readonly adjustments: string;
  readonly netPnl: string;
}

/** Of all these accounts together; one without figures has made nothing. */
export function balancePartsOf(accounts: readonly AccountAnswer[], figures: readonly AccountFigures[]): BalanceParts {
  const total = (texts: readonly string[]) => sum(texts.map((text) => decimal(exactly(text))));
  const ids = new Set(accounts.map(({ id }) => id));
  const balance = total(accounts.map((account) => account.balance));
  const startingBalance = total(accounts.map((account) => account.startingBalance));
  const netPnl = total(figures.filter(({ accountId }) => ids.has(accountId)).map((one) => one.netPnl));
  return {
    startingBalance: toText(startingBalance),
    adjustments: toText(balance.minus(startingBalance).minus(netPnl)),
    netPnl: toText(netPnl),
  };
}
