import type { CurrencyTotals, Realized } from '@singularity/contract';
import { decimal, Decimal, PLACES, quotientText, resultOf, sum, toText, ZERO } from '@singularity/domain';
import type { Dated, DecimalText, TradeResult } from '@singularity/domain';
import { isWithin } from '../filter/period.js';
import type { Period } from '../filter/period.js';

export const NOTHING_REALIZED: Realized = { realizedGross: ZERO, realizedFees: ZERO, realizedNet: ZERO };

/** What the trades of one currency come to, before anything is divided. */
export interface CurrencySums extends Realized, Results {
  readonly currency: string;
  readonly trades: number;
}

/** Of the trades that were closed in a period. */
export interface Results {
  readonly wins: number;
  readonly losses: number;
  readonly breakeven: number;
  readonly positiveNet: DecimalText;
  readonly negativeNet: DecimalText;
}

type Realization = Dated & Readonly<Record<'gross' | 'fees' | 'net', DecimalText>>;

/** What was realized in a period. */
export function realizedIn(realizations: readonly Realization[], period: Period): Realized {
  const within = realizations.filter((one) => isWithin(one, period));
  const total = (part: 'gross' | 'fees' | 'net') => toText(sum(within.map((one) => decimal(one[part]))));
  return { realizedGross: total('gross'), realizedFees: total('fees'), realizedNet: total('net') };
}

export function resultsOf(nets: readonly DecimalText[], tolerance: DecimalText): Results {
  const count = (result: TradeResult) => nets.filter((net) => resultOf(net, tolerance) === result).length;
  const total = (positive: boolean) => toText(sum(nets.map(decimal).filter((net) => net.isPositive() === positive)));
  return {
    wins: count('win'),
    losses: count('loss'),
    breakeven: count('breakeven'),
    positiveNet: total(true),
    negativeNet: total(false),
  };
}

/** In order of currencies. */
export function totalsByCurrency(all: readonly CurrencySums[]): readonly CurrencyTotals[] {
  return all
    .map(({ positiveNet, negativeNet, ...sums }) => ({
      ...sums,
      winRate: ratio(new Decimal(sums.wins), new Decimal(sums.wins + sums.losses + sums.breakeven)),
      profitFactor: ratio(decimal(positiveNet), decimal(negativeNet).abs()),
    }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

function ratio(above: Decimal, below: Decimal): DecimalText | null {
  return quotientText(above, below, PLACES.ratio);
}
