import type { AccountBalance, ContributionAnswer, ExplainAnswer, ExplainSummary } from '@singularity/contract';
import type { ExplainPageQuery } from '@singularity/contract/wire';
import { BALANCE_PARTS, decimal, figureOf, METRICS_VERSION, partsOf, sum, toText } from '@singularity/domain';
import type { Contribution, DecimalText, Figure, Tally } from '@singularity/domain';
import { toStatistics } from './portfolio.js';
import type { PortfolioSlice } from './portfolio.js';

export type NamedTrade = Omit<ContributionAnswer, 'at' | 'contribution' | 'result'>;

/** What an explanation is put together from, out of the rows that stand or out of streams that were folded. */
export interface ExplanationParts {
  /** Of the first page alone: those that follow are of the same numbers. */
  readonly whole: { readonly slice: PortfolioSlice<Tally>; readonly accounts: readonly AccountBalance[] } | null;
  /** The page, in order. */
  readonly contributions: readonly Contribution[];
  readonly trades: ReadonlyMap<string, NamedTrade>;
  readonly nextCursor: string | null;
}

export function explain(
  version: number,
  parts: ExplanationParts,
  { figure, currency }: Pick<ExplainPageQuery, 'figure' | 'currency'>,
): ExplainAnswer {
  return {
    version,
    metrics: METRICS_VERSION,
    currency,
    figure,
    summary: parts.whole && toSummary(figure, parts.whole),
    items: parts.contributions.flatMap((contribution) => toItem(contribution, parts.trades)),
    nextCursor: parts.nextCursor,
  };
}

function toSummary(figure: Figure, { slice, accounts }: NonNullable<ExplanationParts['whole']>): ExplainSummary {
  const statistics = toStatistics(slice);
  const parts =
    figure === 'totalBalance' ? balanceParts(accounts) : partsOf(figure, statistics, slice.content, slice.base);
  return { value: figureOf(figure, statistics), parts, accounts };
}

function balanceParts(accounts: readonly AccountBalance[]): ExplainSummary['parts'] {
  const total = (part: (typeof BALANCE_PARTS)[number]) =>
    toText(sum(accounts.map((account) => decimal(account[part] as DecimalText))));
  return Object.fromEntries(BALANCE_PARTS.map((part) => [part, total(part)]));
}

function toItem(
  { tradeId, at, contribution, result }: Contribution,
  trades: ReadonlyMap<string, NamedTrade>,
): readonly ContributionAnswer[] {
  const trade = trades.get(tradeId);
  if (!trade) return [];
  const { id, symbol, assetType, direction, side, strike, expiration, status } = trade;
  return [{ id, symbol, assetType, direction, side, strike, expiration, status, at, contribution, result }];
}
