import type { AccountBalance, ContributionAnswer, ExplainAnswer } from '@singularity/contract';
import { BALANCE_PARTS, decimal, figureOf, METRICS_VERSION, partsOf, sum, toText } from '@singularity/domain';
import type { Contribution, DecimalText, Figure } from '@singularity/domain';
import { pastExplanation } from './explanation.past.js';
import { readExplanation } from './explanation.table.js';
import type { PortfolioSlice } from './portfolio.js';
import { question, toStatistics } from './stats.questions.js';
import type { ExplainPageQuery } from './stats.requests.js';

export type NamedTrade = Omit<ContributionAnswer, 'at' | 'contribution' | 'result'>;

/** What an explanation is put together from, out of the rows that stand or out of streams that were folded. */
export interface ExplanationParts {
  readonly slice: PortfolioSlice;
  readonly accounts: readonly AccountBalance[];
  /** The page, in order. */
  readonly contributions: readonly Contribution[];
  readonly trades: ReadonlyMap<string, NamedTrade>;
  readonly nextCursor: string | null;
}

export const explanation = question(
  'explanation',
  readExplanation,
  pastExplanation,
  (version, parts, { figure, currency }: ExplainPageQuery): ExplainAnswer => ({
    version,
    metrics: METRICS_VERSION,
    currency,
    figure,
    value: figureOf(figure, toStatistics(parts.slice)),
    parts: partsOfFigure(figure, parts),
    accounts: parts.accounts,
    items: parts.contributions.flatMap((contribution) => toItem(contribution, parts.trades)),
    nextCursor: parts.nextCursor,
  }),
);

function partsOfFigure(figure: Figure, { slice, accounts }: ExplanationParts): ExplainAnswer['parts'] {
  if (figure !== 'totalBalance') return partsOf(figure, toStatistics(slice), slice.whole, slice.base);
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
