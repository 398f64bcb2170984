import { TEXT_LIMITS } from '@singularity/contract';
import type { TradeAnswer } from '@singularity/contract';
import { parseDay, parseSymbol, parseTags, ZERO } from '@singularity/domain';
import type { AssetType, DecimalText, Instant, Shorthand, TradeFields } from '@singularity/domain';
import { writeMoment } from '../ui/format/moment-text';
import type { Reader } from './draft-reader';

/** What a form holds: choices as they are, all else as the text that is typed. */
export type Typed<Said> = {
  -readonly [Name in keyof Said]: Name extends 'assetType' | 'direction' | 'side' ? NonNullable<Said[Name]> : string;
};

/** What the reading of other fields depends on. */
interface Beside {
  readonly assetType: AssetType;
  readonly entryAt?: string;
}

/** One field of the form. */
interface DraftField<Value, Said> {
  readonly empty: Value;
  /** What it shows of a trade. */
  readonly shows: (trade: TradeAnswer, timeZone: string) => Value;
  /** What is said by what is typed in it. */
  readonly reads: (typed: Value, read: Reader, draft: Beside) => Said;
}

type DraftFields<Said> = { readonly [Name in keyof Said]: DraftField<Typed<Said>[Name], Said[Name]> };

export const FIELDS: DraftFields<TradeFields> = {
  accountId: { empty: '', shows: ({ accountId }) => accountId ?? '', reads: (typed) => typed || null },
  symbol: { empty: '', shows: ({ symbol }) => symbol, reads: readSymbol },
  assetType: { empty: 'stock', shows: ({ assetType }) => assetType, reads: (typed) => typed },
  direction: { empty: 'LONG', shows: ({ direction }) => direction, reads: (typed) => typed },
  side: ofOptions({ empty: 'buy', shows: ({ side }) => side ?? 'buy', reads: (typed) => typed }),
  strike: ofOptions(optionalNumber('strike')),
  expiration: ofOptions({ empty: '', shows: ({ expiration }) => expiration ?? '', reads: readExpiration }),
  /** Left empty, the contract table decides. */
  multiplier: {
    ...optionalNumber('multiplier'),
    shows: ({ multiplier, multiplierSource }) => (multiplierSource === 'user' ? multiplier : ''),
  },
  stopPrice: optionalNumber('stopPrice'),
  notes: {
    empty: '',
    shows: ({ notes }) => notes ?? '',
    reads: (typed, read) => read.text('notes', typed, TEXT_LIMITS.notes) || null,
  },
  tags: { empty: '', shows: ({ tags }) => tags.join(', '), reads: parseTags },
};

/** The fields of one entry and one exit. */
export const SHORTHAND: DraftFields<Shorthand> = {
  quantity: number('quantity'),
  entryPrice: number('entryPrice'),
  entryAt: moment('entryAt'),
  exitPrice: optionalNumber('exitPrice'),
  exitAt: {
    ...moment('exitAt'),
    reads: (typed, read, { entryAt }) => (typed === '' ? null : read.moment('exitAt', typed, read.known(entryAt))),
  },
  fees: { ...number('fees'), reads: (typed, read) => read.optionalNumber('fees', typed) ?? ZERO },
};

export function emptyFields<Said extends object>(fields: DraftFields<Said>): Typed<Said> {
  return mapped(fields, ({ empty }) => empty);
}

export function shownFields<Said extends object>(
  fields: DraftFields<Said>,
  trade: TradeAnswer,
  timeZone: string,
): Typed<Said> {
  return mapped(fields, ({ shows }) => shows(trade, timeZone));
}

export function readFields<Said extends object>(
  fields: DraftFields<Said>,
  draft: Typed<Said> & Beside,
  read: Reader,
): Said {
  return mapped(fields, ({ reads }, name) => reads(draft[name], read, draft));
}

/** Each field by itself; that a value fits its field is for the tables to hold. */
function mapped<Said extends object, Result>(
  fields: DraftFields<Said>,
  valueOf: (field: DraftField<unknown, unknown>, name: keyof Said) => unknown,
): Result {
  const entries = Object.entries(fields) as [keyof Said, DraftField<unknown, unknown>][];
  return Object.fromEntries(entries.map(([name, field]) => [name, valueOf(field, name)])) as Result;
}

/** The names of the fields whose values are of this kind. */
type NamesOf<Value, Said = TradeFields & Shorthand> = {
  [Name in keyof Said]: Said[Name] extends Value ? Name : never;
}[keyof Said];

function number(name: NamesOf<DecimalText>): DraftField<string, DecimalText> {
  return { empty: '', shows: (trade) => trade[name], reads: (typed, read) => read.number(name, typed) };
}

function optionalNumber(name: NamesOf<DecimalText | null>): DraftField<string, DecimalText | null> {
  return { empty: '', shows: (trade) => trade[name] ?? '', reads: (typed, read) => read.optionalNumber(name, typed) };
}

function moment(name: NamesOf<Instant | null>): DraftField<string, Instant> {
  return {
    empty: '',
    shows: (trade, timeZone) => (trade[name] === null ? '' : writeMoment(trade[name], timeZone)),
    reads: (typed, read) => read.moment(name, typed),
  };
}

/** What only options have is not read for anything else, typed or not. */
function ofOptions<Value, Said>(field: DraftField<Value, Said>): DraftField<Value, Said | null> {
  return {
    ...field,
    reads: (typed, read, draft) => (draft.assetType === 'option' ? field.reads(typed, read, draft) : null),
  };
}

function readSymbol(typed: string, read: Reader): string {
  if (typed.trim() === '') return read.fail('symbol', 'Enter a symbol.', '');
  return parseSymbol(typed) ?? read.fail('symbol', 'Not a valid symbol.', '');
}

function readExpiration(typed: string, read: Reader) {
  return typed === '' ? null : (parseDay(typed) ?? read.fail('expiration', 'Enter a valid date.', null));
}
