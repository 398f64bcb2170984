import type { HistoryEntry, Origin } from '@singularity/contract';
import type { FieldChange } from '@singularity/domain';
import { formatMoney, formatNumber } from '../ui/money';
import { ASSET_TYPE_WORDS, DIRECTION_WORDS, SIDE_WORDS } from '../ui/words';
import { formatDay, formatMoment } from '../ui/zoned-time';

const EVENT_WORDS: Record<string, string> = {
  TradeAdded: 'Added',
  TradeEdited: 'Edited',
  ExecutionAdded: 'Execution added',
  ExecutionEdited: 'Execution edited',
  ExecutionRemoved: 'Execution removed',
  TradeDeleted: 'Deleted',
  TradeRestored: 'Restored',
  TradeReverted: 'Taken back to an earlier version',
};

const FIELD_WORDS: Record<string, string> = {
  symbol: 'Symbol',
  assetType: 'Asset type',
  direction: 'Direction',
  side: 'To open',
  strike: 'Strike',
  expiration: 'Expiration',
  accountId: 'Account',
  currency: 'Currency',
  quantity: 'Quantity',
  entryPrice: 'Entry price',
  entryAt: 'Entry time',
  exitPrice: 'Exit price',
  exitAt: 'Exit time',
  fees: 'Fees',
  type: 'Type',
  price: 'Price',
  at: 'Time',
  execution: 'Execution',
  executions: 'Executions',
  stopPrice: 'Stop price',
  multiplier: 'Multiplier',
  multiplierSource: 'Multiplier from',
  tags: 'Tags',
  notes: 'Notes',
};

/** The order in which fields are told. */
const PLACES = Object.keys(FIELD_WORDS);

const ORIGIN_WORDS: Record<Origin, string> = {
  form: 'by you',
  api: 'through the API',
  import: 'by an import',
  undo: 'by undo',
  system: 'by the system',
};

/** What a reader must know to read a value: names of accounts, their currency, and the clock on the wall. */
export interface Vocabulary {
  readonly timeZone: string;
  readonly currency: string;
  readonly accountNames: ReadonlyMap<string, string>;
}

export interface HistoryLine {
  readonly entry: HistoryEntry;
  readonly title: string;
  readonly when: string;
  readonly how: string;
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[];
}

export function lineOf(entry: HistoryEntry, vocabulary: Vocabulary): HistoryLine {
  return {
    entry,
    title: EVENT_WORDS[entry.type] ?? entry.type,
    when: formatMoment(entry.recordedAt, vocabulary.timeZone),
    how: ORIGIN_WORDS[entry.origin],
    changes: entry.changes
      .filter(({ field }) => field !== 'deleted')
      .toSorted((a, b) => PLACES.indexOf(a.field) - PLACES.indexOf(b.field))
      .map(({ field, from, to }: FieldChange) => ({
        field: FIELD_WORDS[field] ?? field,
        from: valueWords(field, from, vocabulary),
        to: valueWords(field, to, vocabulary),
      })),
  };
}

function valueWords(field: string, value: unknown, vocabulary: Vocabulary): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return listWords(field, value, vocabulary);
  if (typeof value === 'object') return executionWords(value as Readonly<Record<string, unknown>>, vocabulary);
  return textWords(field, String(value), vocabulary);
}

function listWords(field: string, items: readonly unknown[], vocabulary: Vocabulary): string {
  const separator = field === 'executions' ? '\n' : ', ';
  return items.map((item) => valueWords(field, item, vocabulary)).join(separator) || '–';
}

const TIMES = ['at', 'entryAt', 'exitAt'];
const NUMBERS = ['quantity', 'entryPrice', 'exitPrice', 'price', 'stopPrice', 'strike', 'multiplier'];
const WORDS: Record<string, string> = {
  ...ASSET_TYPE_WORDS,
  ...DIRECTION_WORDS,
  ...SIDE_WORDS,
  open: 'Open',
  close: 'Close',
  table: 'the contract table',
  user: 'you',
};

function textWords(field: string, text: string, { timeZone, currency, accountNames }: Vocabulary): string {
  if (field === 'accountId') return accountNames.get(text) ?? 'an account';
  if (field === 'expiration') return formatDay(text);
  if (field === 'fees') return formatMoney(text, currency);
  if (TIMES.includes(field)) return formatMoment(text, timeZone);
  if (NUMBERS.includes(field)) return formatNumber(text);
  return ['notes', 'tags', 'symbol', 'currency'].includes(field) ? text : (WORDS[text] ?? text);
}

function executionWords(execution: Readonly<Record<string, unknown>>, vocabulary: Vocabulary): string {
  const say = (field: string) => valueWords(field, execution[field], vocabulary);
  return `${say('type')} ${say('quantity')} @ ${say('price')}, ${say('at')}`;
}
