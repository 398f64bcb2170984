import type { HistoryEntry, ProblemDetails } from '@singularity/contract';
import { formatMoney } from '../ui/format/money';
import { formatMoment } from '../ui/format/zoned-time';
import { FIELDS } from './change-values';
import type { Vocabulary } from './change-values';
import { phrasesOf } from './phrases';
import type { Phrase } from './phrases';
import { ORIGIN_LABELS, titleOf } from './titles';

/** How a thing was after one of its changes. */
export interface Version {
  readonly streamVersion: number;
  readonly title: string;
  readonly when: string;
  readonly phrases: readonly Phrase[];
  /** The net P&L that the trade had then. */
  readonly net: string;
}

/** The versions that a trade can go back to, newest first; `entries` are all of its changes, newest first. */
export function versionsOf(entries: readonly HistoryEntry[], vocabulary: Vocabulary): readonly Version[] {
  let net: string | null = null;
  let currency = '';
  const versions = entries.toReversed().map((entry) => {
    if (entry.effect) {
      net = entry.effect.netPnl.to;
      currency = entry.effect.currency;
    }
    return {
      entry,
      streamVersion: entry.streamVersion,
      title: titleOf(entry),
      when: formatMoment(entry.recordedAt, vocabulary.timeZone),
      phrases: phrasesOf(entry, vocabulary).filter(({ label }) => label !== 'Net P&L'),
      net: net === null ? '' : formatMoney(net, currency, 'always'),
    };
  });
  const [, ...earlier] = versions.toReversed();
  return earlier.filter(({ entry }) => entry.type !== 'TradeDeleted');
}

/** What stands in the way, in words: "Exit price", "Fill 2 price". */
export function fieldsInTheWay({ errors = [] }: ProblemDetails): readonly string[] {
  return [...new Set(errors.map(({ field }) => fieldName(field)))];
}

function fieldName(path: string): string {
  const [first = '', index, field] = path.split('.');
  if (index === undefined) return FIELDS[first]?.label ?? first.charAt(0).toUpperCase() + first.slice(1);
  const fill = `Fill ${Number(index) + 1}`;
  return field === undefined ? fill : `${fill} ${(FIELDS[field]?.label ?? field).toLowerCase()}`;
}

/** A later change that touched what stands in the way. */
export interface LaterChange {
  readonly version: number;
  readonly when: string;
  readonly how: string;
  readonly title: string;
  readonly phrases: readonly Phrase[];
}

export function laterChanges(
  undone: HistoryEntry,
  entries: readonly HistoryEntry[],
  problem: ProblemDetails,
  vocabulary: Vocabulary,
): readonly LaterChange[] {
  const fields = (problem.errors ?? []).map(({ field }) => field.split('.')[0] ?? '');
  return entries
    .filter((entry) => entry.streamVersion > undone.streamVersion && touches(entry, fields))
    .map((entry) => ({
      version: entry.version,
      when: formatMoment(entry.recordedAt, vocabulary.timeZone),
      how: ORIGIN_LABELS[entry.origin],
      title: titleOf(entry),
      phrases: phrasesOf(entry, vocabulary),
    }));
}

/** Fills are told in the words of the whole trade where it has one entry and at most one exit, else one by one. */
const OF_EXECUTIONS = ['quantity', 'entryPrice', 'entryAt', 'exitPrice', 'exitAt', 'fees', 'execution', 'executions'];

function touches({ type, changes }: HistoryEntry, fields: readonly string[]): boolean {
  // What is in the way may have no field at all: that it is deleted.
  if (fields.length === 0) return type === 'TradeDeleted' || type === 'AccountRemoved';
  if (fields.includes('balance') || fields.includes('balanceUpdates')) return type === 'BalanceUpdated';
  const ofExecutions = fields.some((field) => OF_EXECUTIONS.includes(field));
  if (ofExecutions && (type.startsWith('Execution') || changes.some(({ field }) => field === 'executions')))
    return true;
  const inList = fields.includes('executions') && changes.some(({ field }) => OF_EXECUTIONS.includes(field));
  return inList || changes.some(({ field }) => fields.includes(field));
}
