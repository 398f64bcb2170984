import type {
  CompareAnswer,
  ComparedFigures,
  DifferenceKind,
  LedgerDifference,
  StreamType,
} from '@singularity/contract';
import { decimal, exactly, toText } from '@singularity/domain';
import type { FieldChange } from '@singularity/domain';
import type { Vocabulary } from '../changes/change-values';
import { changePhrases } from '../changes/phrases';
import type { Phrase } from '../changes/phrases';
import { formatMoney, formatNumber, formatRate, toneOf } from '../ui/format/money';
import { formatMoment } from '../ui/format/zoned-time';

export interface ComparedFigure {
  readonly label: string;
  readonly from: string;
  readonly to: string;
  /** Signed; empty where nothing changed or one side has no value. */
  readonly difference: string;
  readonly tone: string;
}

type Compared = CompareAnswer['currencies'][number];

/** The figures of one currency, before and after. More trades are neither good nor bad. */
export function figuresOf({ currency, from, to }: Compared): readonly ComparedFigure[] {
  const money = (label: string, name: 'netPnl' | 'totalBalance'): ComparedFigure => {
    const difference = differenceOf(from[name], to[name]);
    return {
      label,
      from: formatMoney(from[name], currency),
      to: formatMoney(to[name], currency),
      difference: difference === null ? '' : formatMoney(difference, currency, 'always'),
      tone: toneOf(difference),
    };
  };
  const trades = differenceOf(String(from.totalTrades), String(to.totalTrades));
  return [
    money('Net P&L', 'netPnl'),
    winRateOf(from, to),
    {
      label: 'Trades',
      from: formatNumber(String(from.totalTrades)),
      to: formatNumber(String(to.totalTrades)),
      difference: trades === null ? '' : formatNumber(trades, { sign: 'always' }),
      tone: '',
    },
    money('Total balance', 'totalBalance'),
  ];
}

function winRateOf(from: ComparedFigures, to: ComparedFigures): ComparedFigure {
  const difference = differenceOf(from.winRate, to.winRate);
  return {
    label: 'Win rate',
    from: formatRate(from.winRate),
    to: formatRate(to.winRate),
    // Points, not a percentage of the rate before.
    difference: difference === null ? '' : formatRate(difference, 'always').replace('%', ' pts'),
    tone: toneOf(difference),
  };
}

/** Null where there is none, or it is not known. */
function differenceOf(from: string | null, to: string | null): string | null {
  if (from === null || to === null || from === to) return null;
  return toText(decimal(exactly(to)).minus(decimal(exactly(from))));
}

export const KIND_LABELS: Readonly<Record<DifferenceKind, string>> = {
  added: 'Added',
  changed: 'Changed',
  deleted: 'Deleted',
  restored: 'Restored',
};

export interface DifferenceLine {
  readonly difference: LedgerDifference;
  readonly kind: string;
  /** What it is, where its name does not say so, and when it was changed last. */
  readonly about: string;
  readonly changes: readonly Phrase[];
  /** What became of its net P&L; null for what has none, and where it stayed the same. Both sides are named where it had both. */
  readonly netPnl: { readonly sides: string; readonly effect: string; readonly currency: string } | null;
}

const WHAT: Readonly<Record<StreamType, string>> = {
  trade: '',
  account: 'Account',
  day: 'Day note',
  import: '',
  connection: '',
  user: '',
};

export function lineOf(difference: LedgerDifference, vocabulary: Vocabulary): DifferenceLine {
  const { currency, stream } = difference;
  return {
    difference,
    kind: KIND_LABELS[difference.kind],
    about: [WHAT[stream.type], formatMoment(difference.changedAt, vocabulary.timeZone)].filter(Boolean).join(' · '),
    changes:
      stream.type === 'account'
        ? difference.changes.map((change) => accountLineOf(change, currency))
        : changePhrases(difference.changes, difference.kind === 'added', {
            ...vocabulary,
            currency: currency ?? undefined,
          }),
    netPnl: netPnlOf(difference),
  };
}

function netPnlOf({ netPnl, currency }: LedgerDifference): DifferenceLine['netPnl'] {
  if (!netPnl || currency === null || netPnl.from === netPnl.to) return null;
  const effect = differenceOf(netPnl.from ?? '0', netPnl.to ?? '0') ?? '0';
  const hadBoth = netPnl.from !== null && netPnl.to !== null;
  const sides = hadBoth ? `${formatMoney(netPnl.from, currency)} → ${formatMoney(netPnl.to, currency)}` : '';
  return { sides, effect, currency };
}

const ACCOUNT_LABELS: Readonly<Record<string, string>> = {
  platform: 'Platform',
  name: 'Name',
  externalId: 'Account number',
  startingBalance: 'Starting balance',
  currency: 'Currency',
  status: 'Status',
  adjustments: 'Adjustments',
};

function accountLineOf({ field, from, to }: FieldChange, currency: string | null): Phrase {
  const say = (value: unknown) => {
    if (value === null || value === undefined || value === '') return '–';
    const text = String(value);
    if (field === 'startingBalance' || field === 'adjustments') return formatMoney(text, currency ?? '');
    return field === 'status' ? `${text.slice(0, 1).toUpperCase()}${text.slice(1)}` : text;
  };
  return { label: ACCOUNT_LABELS[field] ?? field, from: say(from), to: say(to) };
}
