import type { HistoryEntry } from '@singularity/contract';
import { inOrder, same } from '@singularity/domain';
import type { Execution, FieldChange } from '@singularity/domain';
import { formatMoney, toneOf } from '../ui/format/money';
import { FIELDS, NOTHING, executionLabel, valueLabel } from './change-values';
import type { ValueFormat, Vocabulary } from './change-values';

/** "Exit price 191.10 → 191.40". Without `from` it is told as it stands: "Quantity 10". */
export interface Phrase {
  readonly label: string;
  readonly from?: string;
  readonly to: string;
  readonly tone?: string;
}

const FIELD_ORDER = Object.keys(FIELDS);
/** What the title says already. */
const IN_THE_TITLE = ['deleted', 'removed', 'undone', 'files', 'status', 'reason'];
/** Of what is new, the name says these already, or they are seldom looked for. */
const IN_THE_DETAILS = [
  ...['symbol', 'assetType', 'direction', 'side', 'strike', 'expiration', 'entryAt', 'exitAt', 'at'],
  ...['multiplier', 'multiplierSource', 'currency', 'name'],
];

/** What a change changed, in words; of something new only what one looks for first. */
export function phrasesOf(entry: HistoryEntry, vocabulary: Vocabulary): readonly Phrase[] {
  const isNew = isAppearing(entry);
  const told = entry.changes.filter(({ field }) => !isNew || !IN_THE_DETAILS.includes(field));
  return [...labelOf(told, entry, vocabulary), ...effectOf(entry)];
}

/** Every field of something new; of anything else there is no more to tell. */
export function detailsOf(entry: HistoryEntry, vocabulary: Vocabulary): readonly Phrase[] {
  return isAppearing(entry) ? labelOf(entry.changes, entry, vocabulary) : [];
}

function isAppearing({ type }: HistoryEntry): boolean {
  return [
    'UserRegistered',
    'AccountAdded',
    'BalanceUpdated',
    'TradeAdded',
    'ImportConfirmed',
    'ConnectionAdded',
  ].includes(type);
}

function labelOf(changes: readonly FieldChange[], entry: HistoryEntry, vocabulary: Vocabulary): readonly Phrase[] {
  const told = changes.filter(({ field }) => !IN_THE_TITLE.includes(field));
  return changePhrases(told, isAppearing(entry), { ...vocabulary, currency: currencyOf(entry) });
}

/** Changes of fields in words, in the order in which fields are told. */
export function changePhrases(changes: readonly FieldChange[], isNew: boolean, labels: ValueFormat): readonly Phrase[] {
  return changes.toSorted((a, b) => orderOf(a) - orderOf(b)).flatMap((change) => changeLabels(change, isNew, labels));
}

function orderOf({ field }: FieldChange): number {
  const index = FIELD_ORDER.indexOf(field);
  return index < 0 ? FIELD_ORDER.length : index;
}

function changeLabels(change: FieldChange, isNew: boolean, labels: ValueFormat): readonly Phrase[] {
  switch (change.field) {
    case 'tags':
      return tagLabels(change, isNew);
    case 'executions':
      return executionChanges(change, labels);
    case 'execution':
      return [{ label: '', to: valueLabel('execution', change.to ?? change.from, labels) }];
    case 'notes':
      return [noteLabel(change, isNew)];
    default:
      return [fieldLabel(change, isNew, labels)];
  }
}

function fieldLabel({ field, from, to }: FieldChange, isNew: boolean, labels: ValueFormat): Phrase {
  const told = { label: FIELDS[field]?.label ?? field, to: valueLabel(field, to, labels) };
  return isNew ? told : { ...told, from: valueLabel(field, from, labels) };
}

function noteLabel({ from, to }: FieldChange, isNew: boolean): Phrase {
  const [before, after] = [from, to].map((text) => (typeof text === 'string' ? text : '')) as [string, string];
  const label = 'Notes';
  return isNew ? { label, to: excerpt(after, 0) } : { label, ...excerpts(before, after) };
}

function tagLabels({ from, to }: FieldChange, isNew: boolean): readonly Phrase[] {
  const [before, after] = [from, to].map((tags) => (tags ?? []) as readonly string[]);
  const missing = (these: readonly string[] = [], those: readonly string[] = []) =>
    these.filter((tag) => !those.includes(tag)).join(', ');
  const [added, removed] = [missing(after, before), missing(before, after)];
  return [
    ...(added ? [{ label: isNew ? 'Tags' : 'Tags added', to: added }] : []),
    ...(removed ? [{ label: 'Tags removed', to: removed }] : []),
  ];
}

/** Fill by fill, in the order of time: those that stayed as they were are not told. */
function executionChanges({ from, to }: FieldChange, labels: Vocabulary): readonly Phrase[] {
  const [before, after] = [from, to].map((list) => inOrder((list ?? []) as readonly Execution[])) as [
    readonly Execution[],
    readonly Execution[],
  ];
  const say = (execution: Execution) => executionLabel(execution, labels);
  const gone = before.filter(({ id }) => !after.some((one) => one.id === id));
  return [
    ...gone.map((one) => ({ label: 'Removed', to: say(one) })),
    ...after.flatMap((one) => {
      const old = before.find(({ id }) => id === one.id);
      if (!old) return [{ label: before.length > 0 ? 'Added' : '', to: say(one) }];
      return same(old, one) ? [] : [{ label: '', from: say(old), to: say(one) }];
    }),
  ];
}

const EXCERPT = 48;

/** Both texts from a little before where they begin to differ. */
function excerpts(from: string, to: string): { readonly from: string; readonly to: string } {
  let index = 0;
  while (index < from.length && from[index] === to[index]) index++;
  const start = to.lastIndexOf(' ', Math.max(0, index - EXCERPT / 4)) + 1;
  const begin = index < EXCERPT / 2 ? 0 : start;
  return { from: excerpt(from, begin), to: excerpt(to, begin) };
}

function excerpt(text: string, start: number): string {
  const part = text
    .slice(start, start + EXCERPT)
    .replace(/\s+/g, ' ')
    .trim();
  if (part === '') return text === '' ? NOTHING : '…';
  return `${start > 0 ? '…' : ''}${part}${start + EXCERPT < text.length ? '…' : ''}`;
}

function effectOf({ effect, type }: HistoryEntry): readonly Phrase[] {
  if (!effect) return [];
  const { currency, netPnl } = effect;
  const [from, to] = [netPnl.from, netPnl.to].map((amount) => formatMoney(amount, currency, 'always')) as [
    string,
    string,
  ];
  return [{ label: 'Net P&L', ...(type !== 'TradeAdded' && { from }), to, tone: toneOf(netPnl.to) }];
}

/** Where an entry says nothing of its currency, its amounts are plain numbers. */
function currencyOf({ effect, changes, subject }: HistoryEntry): string | undefined {
  const named = changes.find(({ field }) => field === 'currency')?.to;
  if (subject.type === 'account') return subject.account.currency;
  return effect?.currency ?? (typeof named === 'string' ? named : undefined);
}
