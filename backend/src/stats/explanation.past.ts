import type { AccountBalance } from '@singularity/contract';
import type { ExplainPageQuery } from '@singularity/contract/wire';
import { contributionsTo, decimal, FIGURE_RULES, sum, toleranceOf, toText, ZERO } from '@singularity/domain';
import type { BalanceReason, CountedTrade, DecimalText, Made } from '@singularity/domain';
import { once, statRulesOf } from '../past/folded-ledger.js';
import type { FoldedLedger } from '../past/folded-ledger.js';
import { pastAccounts } from './account-figures.past.js';
import { cutPage, rangeOf, rowsAfter } from './contribution-pages.js';
import { dayStatsOf } from './days.past.js';
import type { ExplanationParts, NamedTrade } from './explanation.js';
import { NOTHING, sliceOf } from './portfolio.js';
import { pastWholes } from './portfolio.past.js';
import { ALWAYS, isWithin, periodOf } from '../filter/period.js';
import { tradeItemsOf, tradesOf, tradesThrough } from './stat-items.past.js';
import type { PastTrade } from './stat-items.past.js';

export function pastExplanation(ledger: FoldedLedger, query: ExplainPageQuery): ExplanationParts {
  const { figure, currency, accountId } = query;
  const range = rangeOf(query);
  const tolerance = toleranceOf(statRulesOf(ledger), currency);
  const contributions = contributionsTo(figure, madeBy(ledger, query), tolerance);
  const { page, nextCursor } = cutPage(rowsAfter(contributions, range), range);
  return {
    whole: range.after
      ? null
      : {
          slice: sliceOf(pastWholes(ledger, query), currency, NOTHING),
          accounts: figure === 'totalBalance' ? balancesOf(ledger, currency, accountId) : [],
        },
    contributions: page,
    trades: namedTrades(ledger),
    nextCursor,
  };
}

const namedTrades = once(
  (ledger: FoldedLedger): ReadonlyMap<string, NamedTrade> =>
    new Map(tradesOf(ledger).map(({ id, details, figures }) => [id, { ...details, id, status: figures.status }])),
);

function madeBy(ledger: FoldedLedger, { figure, currency, from, to, ...rest }: ExplainPageQuery): Made {
  const always = FIGURE_RULES[figure].from === 'accounts';
  const filter = always ? { accountId: rest.accountId } : rest;
  const period = always ? ALWAYS : periodOf(statRulesOf(ledger), { from, to });
  return {
    realizations: tradeItemsOf(ledger, period, filter).filter(
      (item) => item.kind === 'realization' && item.currency === currency,
    ) as Made['realizations'],
    trades: tradesThrough(ledger, filter)
      .filter(({ details }) => details.currency === currency)
      .filter(({ details: { accountId }, figures }) =>
        isWithin({ at: figures.closedAt ?? figures.entryAt, accountId }, period),
      )
      .map(toCounted),
  };
}

function toCounted({ id, figures }: PastTrade): CountedTrade {
  const { status, netPnl, rMultiple, closedAt, entryAt } = figures;
  return { tradeId: id, at: closedAt ?? entryAt, status, net: netPnl ?? ZERO, rMultiple };
}

function balancesOf(
  ledger: FoldedLedger,
  currency: string,
  accountIds: readonly string[] | undefined,
): readonly AccountBalance[] {
  const days = Map.groupBy(dayStatsOf(ledger), ({ scope }) => scope);
  return pastAccounts(ledger)
    .filter(({ id, details }) => details.currency === currency && (accountIds === undefined || accountIds.includes(id)))
    .map(({ id, details: { name, startingBalance }, balanceUpdates }) => {
      const flowed = (reason: BalanceReason) =>
        total(balanceUpdates.filter((update) => update.reason === reason).map(({ adjustment }) => adjustment));
      const parts = {
        startingBalance,
        deposits: flowed('deposit'),
        withdrawals: flowed('withdrawal'),
        charges: flowed('fee'),
        corrections: flowed('correction'),
        realizedNet: total((days.get(id) ?? []).map(({ net }) => net)),
      };
      return { accountId: id, name, ...parts, balance: total(Object.values(parts)) };
    });
}

function total(amounts: readonly DecimalText[]): DecimalText {
  return toText(sum(amounts.map(decimal)));
}
