import type { TradeAnswer } from '@singularity/contract';
import { decimal, exactly, sum, toText } from '@singularity/domain';
import type { Decimal } from '@singularity/domain';
import { formatMoney, formatNumber, formatPercent, formatQuantity, formatR, toneOf } from '../../ui/format/money';
import { isOneInOneOut } from '../trade-draft';

/** One step from the prices to the result: what it is, how it is worked out, and what it comes to. */
export interface Step {
  readonly label: string;
  readonly how: string;
  readonly result: string;
  readonly tone: 'profit' | 'loss' | '';
}

/** How a trade's result comes about; nothing before the first exit. */
export function stepsOf(trade: TradeAnswer): readonly Step[] {
  const { grossPnl, netPnl, pnlPercent, rMultiple, currency } = trade;
  if (grossPnl === null || netPnl === null) return [];
  const fees = toText(decimal(exactly(grossPnl)).minus(decimal(exactly(netPnl))));
  const money = (amount: string) => formatMoney(amount, currency, 'always');
  const feesTaken = toText(decimal(fees).negated());
  return [
    { label: 'Gross', how: grossLabel(trade), result: money(grossPnl), tone: toneOf(grossPnl) },
    { label: 'Fees', how: feesLabel(trade), result: money(feesTaken), tone: toneOf(feesTaken) },
    { label: 'Net', how: 'Gross − fees', result: money(netPnl), tone: toneOf(netPnl) },
    {
      label: 'Return',
      how: `Net ÷ ${formatMoney(toText(investedIn(trade)), currency)} position`,
      result: formatPercent(pnlPercent, 'always'),
      tone: toneOf(pnlPercent),
    },
    { label: 'R', how: riskLabel(trade), result: formatR(rMultiple), tone: toneOf(rMultiple) },
  ];
}

function grossLabel(trade: TradeAnswer): string {
  const { entryPrice, exitPrice, quantity, multiplier, direction, side } = trade;
  if (!isOneInOneOut(trade)) return 'FIFO';
  const [high, low] = [exitPrice, entryPrice].map((price) => formatNumber(price, { least: 2 }));
  // What was sold first earns as its price falls.
  const sold = direction === 'SHORT' || side === 'sell';
  const times = [formatQuantity(quantity), ...(multiplier === '1' ? [] : [formatNumber(multiplier)])];
  return `(${sold ? `${low} − ${high}` : `${high} − ${low}`}) × ${times.join(' × ')}`;
}

function feesLabel({ status }: TradeAnswer): string {
  return status === 'closed' ? 'All fills' : 'Exits and their share of the entries';
}

function riskLabel({ stopPrice, rMultiple }: TradeAnswer): string {
  if (rMultiple !== null) return 'Net ÷ initial risk';
  return stopPrice === null ? 'No stop' : 'No risk at the first stop';
}

function investedIn({ executions, multiplier }: TradeAnswer): Decimal {
  const openings = executions.filter(({ type }) => type === 'open');
  const amounts = openings.map(({ price, quantity }) =>
    decimal(exactly(price))
      .abs()
      .times(decimal(exactly(quantity))),
  );
  return sum(amounts).times(decimal(exactly(multiplier)));
}
