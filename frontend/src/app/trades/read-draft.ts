import { TEXT_LIMITS } from '@singularity/contract';
import type { AddTradeRequest, ExecutionRequest } from '@singularity/contract';
import {
  atShorthand,
  fromShorthand,
  multiplierOf,
  parseDay,
  parseSymbol,
  Refusal,
  tradeOf,
  ZERO,
} from '@singularity/domain';
import type {
  DecimalText,
  Execution,
  Instant,
  Problem,
  Shorthand,
  TradeDetails,
  TradeFields,
} from '@singularity/domain';
import { readNumber } from '../ui/number-text';
import { fromWallTime } from '../ui/zoned-time';
import type { ExecutionDraft, TradeDraft } from './trade-draft';

export interface DraftSetting {
  readonly timeZone: string;
  /** Of the account chosen, or the member's own. */
  readonly currency: string;
}

/** What a draft says, once it is sound. */
export interface ReadTrade {
  readonly details: TradeDetails;
  readonly request: AddTradeRequest;
}

/** Reads what was typed as the rules of the domain read it, or names every field at fault. */
export function readDraft(draft: TradeDraft, setting: DraftSetting): ReadTrade | readonly Problem[] {
  const read = new Reader(setting.timeZone);
  const fields = readFields(draft, read);
  const shorthand = draft.fills === 'one' ? readShorthand(draft, read) : null;
  const list =
    draft.fills === 'several'
      ? draft.executions.map((each, index) => ({
          id: String(index),
          ...readExecution(each, `executions.${index}.`, read),
        }))
      : [];
  if (read.problems.length > 0) return read.problems;
  const executions = shorthand ? fromShorthand(shorthand, ['entry', 'exit']) : list;
  if (executions instanceof Refusal) return executions.problems;
  const multiplier = multiplierOf(fields.assetType, fields.symbol, fields.multiplier);
  const details = tradeOf(fields, multiplier, setting.currency, executions);
  if (details instanceof Refusal) return (shorthand ? atShorthand(details) : details).problems;
  return {
    details,
    request: { ...fields, tags: [...fields.tags], ...(shorthand ?? { executions: list.map(toRequest) }) },
  };
}

export function isRead(read: ReturnType<typeof readDraft>): read is ReadTrade {
  return 'details' in read;
}

export function problemsOf(draft: TradeDraft, setting: DraftSetting): readonly Problem[] {
  const read = readDraft(draft, setting);
  return isRead(read) ? [] : read;
}

/** Reads one execution by itself; its fields are named `at`, `quantity`, `price` and `fees`. */
export function readExecutionDraft(
  draft: ExecutionDraft,
  timeZone: string,
): { readonly request: ExecutionRequest } | { readonly problems: readonly Problem[] } {
  const read = new Reader(timeZone);
  const request = readExecution(draft, '', read);
  return read.problems.length > 0 ? { problems: read.problems } : { request };
}

/** Collects what is wrong while it reads; what cannot be read becomes a stand-in that nobody gets to see. */
export class Reader {
  readonly problems: Problem[] = [];

  constructor(private readonly timeZone: string) {}

  number(field: string, typed: string): DecimalText {
    if (typed.trim() === '') return this.fail(field, 'Please enter a number.', ZERO);
    return readNumber(typed) ?? this.fail(field, 'This is not a number, or has too many digits.', ZERO);
  }

  optionalNumber(field: string, typed: string): DecimalText | null {
    return typed.trim() === '' ? null : this.number(field, typed);
  }

  moment(field: string, typed: string): Instant {
    const nothing = '' as Instant;
    if (typed === '') return this.fail(field, 'Please enter the date and time.', nothing);
    return fromWallTime(typed, this.timeZone) ?? this.fail(field, 'This is not a date and time.', nothing);
  }

  text(field: string, typed: string, limit: number): string {
    const text = typed.trim();
    return text.length <= limit ? text : this.fail(field, `At most ${limit} characters.`, text);
  }

  fail<T>(field: string, message: string, standIn: T): T {
    this.problems.push({ field, message });
    return standIn;
  }
}

function readFields(draft: TradeDraft, read: Reader): TradeFields {
  const option = draft.assetType === 'option';
  return {
    accountId: draft.accountId || null,
    symbol: readSymbol(draft.symbol, read),
    assetType: draft.assetType,
    direction: draft.direction,
    side: option ? draft.side : null,
    strike: option ? read.optionalNumber('strike', draft.strike) : null,
    expiration: option && draft.expiration ? readDay(draft.expiration, read) : null,
    multiplier: read.optionalNumber('multiplier', draft.multiplier),
    stopPrice: read.optionalNumber('stopPrice', draft.stopPrice),
    notes: read.text('notes', draft.notes, TEXT_LIMITS.notes) || null,
    tags: readTags(draft.tags, read),
  };
}

function readSymbol(typed: string, read: Reader): string {
  if (typed.trim() === '') return read.fail('symbol', 'Please enter the symbol.', '');
  return parseSymbol(typed) ?? read.fail('symbol', 'No market uses a symbol like this.', '');
}

function readDay(typed: string, read: Reader) {
  return parseDay(typed) ?? read.fail('expiration', 'This is not a date.', null);
}

function readTags(typed: string, read: Reader): readonly string[] {
  const tags = typed.split(',').flatMap((part) => read.text('tags', part, TEXT_LIMITS.tag) || []);
  return tags.length <= TEXT_LIMITS.tags ? tags : read.fail('tags', `At most ${TEXT_LIMITS.tags} tags.`, tags);
}

function readShorthand(draft: TradeDraft, read: Reader): Shorthand {
  return {
    quantity: read.number('quantity', draft.quantity),
    entryPrice: read.number('entryPrice', draft.entryPrice),
    entryAt: read.moment('entryAt', draft.entryAt),
    exitPrice: read.optionalNumber('exitPrice', draft.exitPrice),
    exitAt: draft.exitAt === '' ? null : read.moment('exitAt', draft.exitAt),
    fees: read.optionalNumber('fees', draft.fees) ?? ZERO,
  };
}

function readExecution(draft: ExecutionDraft, place: string, read: Reader): Omit<Execution, 'id'> {
  return {
    type: draft.type,
    at: read.moment(`${place}at`, draft.at),
    quantity: read.number(`${place}quantity`, draft.quantity),
    price: read.number(`${place}price`, draft.price),
    fees: read.optionalNumber(`${place}fees`, draft.fees) ?? ZERO,
  };
}

function toRequest({ type, at, quantity, price, fees }: Execution): ExecutionRequest {
  return { type, at, quantity, price, fees };
}
