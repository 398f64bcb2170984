import type { TradeAnswer } from '@singularity/contract';
import { formatMoney, formatNumber, formatPercent, formatR, toneOf } from '../../ui/format/money';
import { ASSET_TYPE_LABELS } from '../../ui/format/labels';
import { formatDay, formatMoment, formatShortMoment, toDay } from '../../ui/format/zoned-time';
import type { CellField } from './trade-columns';
import { isOneInOneOut } from '../trade-draft';

/** What a reader of a row must know besides. */
export interface CellLabels {
  readonly timeZone: string;
  readonly accountNames: ReadonlyMap<string, string>;
}

export interface Cell {
  readonly text: string;
  readonly tone?: 'profit' | 'loss' | '';
  /** The whole, where the text is only part of it. */
  readonly title?: string;
}

/** An average of several prices may have more places than a column. */
const PRICE = { least: 2, places: 6 };

type Write = (trade: TradeAnswer, labels: CellLabels) => Cell;

const CELLS: Readonly<Record<string, Write>> = {
  date: (trade, { timeZone }) => ({
    text: formatDay(toDay(countsAt(trade), timeZone)),
    title: formatMoment(countsAt(trade), timeZone),
  }),
  netPnl: ({ netPnl, currency }) => amount(netPnl, currency),
  grossPnl: ({ grossPnl, currency }) => amount(grossPnl, currency),
  pnlPercent: ({ pnlPercent }) => ({ text: formatPercent(pnlPercent, 'always'), tone: toneOf(pnlPercent) }),
  rMultiple: ({ rMultiple }) => ({ text: formatR(rMultiple), tone: toneOf(rMultiple) }),
  quantity: ({ quantity }) => ({ text: formatNumber(quantity) }),
  entryPrice: ({ entryPrice }) => ({ text: formatNumber(entryPrice, PRICE) }),
  exitPrice: ({ exitPrice }) => ({ text: formatNumber(exitPrice, PRICE) }),
  stopPrice: ({ stopPrice }) => ({ text: formatNumber(stopPrice, PRICE) }),
  fees: ({ fees, currency }) => ({ text: formatMoney(fees, currency), title: formatMoney(fees, currency) }),
  tags: ({ tags }) => ({ text: tags.join(', ') || '–', title: tags.join(', ') }),
  accountId: ({ accountId }, { accountNames }) => {
    const name = accountId === null ? undefined : accountNames.get(accountId);
    return { text: name ?? '–', title: name ?? '' };
  },
  entryAt: ({ entryAt }, labels) => moment(entryAt, labels),
  exitAt: ({ exitAt }, labels) => moment(exitAt, labels),
  status: ({ status }) => ({ text: status === 'open' ? 'Open' : 'Closed' }),
  assetType: ({ assetType }) => ({ text: ASSET_TYPE_LABELS[assetType] }),
  notes: ({ notes }) => ({ text: notes ?? '–', title: notes ?? '' }),
};

export function cellOf(name: string, trade: TradeAnswer, labels: CellLabels): Cell {
  return CELLS[name]?.(trade, labels) ?? { text: '–' };
}

/** Whether a cell can be edited on its own: the shorthand knows one entry and one exit, and no exit before its time. */
export function isEditable(trade: TradeAnswer, field: CellField): boolean {
  if (field === 'tags' || field === 'stopPrice') return true;
  return isOneInOneOut(trade) && (field === 'fees' || trade.exitPrice !== null);
}

/** When a trade counts: at its close, and until then at its entry. */
function countsAt({ status, entryAt, exitAt }: TradeAnswer): string {
  return status === 'closed' && exitAt !== null ? exitAt : entryAt;
}

function amount(value: string | null, currency: string): Cell {
  const text = formatMoney(value, currency, 'always');
  return { text, tone: toneOf(value), title: text };
}

function moment(at: string | null, { timeZone }: CellLabels): Cell {
  return at === null ? { text: '–' } : { text: formatShortMoment(at, timeZone), title: formatMoment(at, timeZone) };
}
