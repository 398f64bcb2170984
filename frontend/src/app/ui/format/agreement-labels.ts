import type { Agreement, BrokerBalance } from '@singularity/contract';
import { decimal, exactly, toText } from '@singularity/domain';
import { formatCount, formatMoney } from './money';

const FIGURES: Readonly<Record<string, string>> = { netPnl: 'Net P&L', grossPnl: 'Gross P&L', fees: 'Fees' };

export interface AgreementLabel {
  readonly agrees: boolean;
  readonly text: string;
}

export function figureLabel(what: string): string {
  return FIGURES[what] ?? what;
}

/** `Matches Tradier to the cent`; null where there is nothing to compare with. */
export function agreementLabel(agreement: Agreement | null, broker: string): AgreementLabel | null {
  if (!agreement || agreement.compared === 0) return null;
  const { matches, compared } = agreement;
  if (matches === compared) return { agrees: true, text: `Matches ${broker} to the cent` };
  const differing = formatCount(compared - matches);
  return { agrees: false, text: `${differing} of ${formatCount(compared)} figures differ from ${broker}` };
}

/** How the broker's balance stands beside ours; null where the two are of different money. */
export function balanceLabel(balance: BrokerBalance, ours: string, currency: string): AgreementLabel | null {
  if (balance.currency !== currency) return null;
  const difference = decimal(exactly(balance.amount)).minus(decimal(exactly(ours)));
  if (difference.abs().lessThan('0.005')) return { agrees: true, text: 'The balances match to the cent' };
  const amount = formatMoney(toText(difference.abs()), currency);
  const less = difference.isNegative() ? 'less' : 'more';
  return { agrees: false, text: `The broker’s balance is ${amount} ${less} than ours` };
}
