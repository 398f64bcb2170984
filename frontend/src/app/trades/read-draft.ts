import { TEXT_LIMITS } from '@singularity/contract';
import type { AddTradeRequest, EditTradeRequest, ExecutionRequest, TradeAnswer } from '@singularity/contract';
import { parseDay, parseSymbol, parseTags, Refusal, trade as rules, ZERO } from '@singularity/domain';
import type {
  DecimalText,
  Execution,
  Instant,
  Problem,
  RecordedTrade,
  Shorthand,
  TradeFields,
} from '@singularity/domain';
import { readNumber } from '../ui/format/number-text';
import { fromWallTime } from '../ui/format/zoned-time';
import { decideTrade, stateOf } from './decide-trade';
import type { KnownFacts } from './decide-trade';
import { draftOf } from './trade-draft';
import type { ExecutionDraft, TradeDraft } from './trade-draft';

export interface DraftSetting extends KnownFacts {
  readonly timeZone: string;
}

/** What a draft says, once it is sound: what to send, and the trade that it makes. */
export interface ReadTrade<Request> {
  readonly trade: RecordedTrade;
  readonly request: Request;
}

/** Reads a new trade and has the rules of the domain decide on it, or names every field at fault. */
export function readDraft(draft: TradeDraft, setting: DraftSetting): ReadTrade<AddTradeRequest> | readonly Problem[] {
  const read = new Reader(setting.timeZone);
  const fields = readFields(draft, read);
  const shorthand = draft.fills === 'one' ? readShorthand(draft, read) : null;
  const list = shorthand ? [] : readExecutions(draft, read);
  if (read.problems.length > 0) return read.problems;
  const executions = shorthand ? { shorthand, ids: ['entry', 'exit'] as const } : list;
  const trade = decideTrade({ type: 'AddTrade', fields, executions }, rules.initial, setting);
  if (trade instanceof Refusal) return trade.problems;
  return { trade, request: { ...fields, ...(shorthand ?? { executions: list.map(toRequest) }) } };
}

/**
 * The same for a trade that is recorded: what was changed in the form and nothing else, so that what the form shows
 * rounded (a time to the second) stays as it was.
 */
export function readEdit(
  draft: TradeDraft,
  trade: TradeAnswer,
  setting: DraftSetting,
): ReadTrade<EditTradeRequest> | readonly Problem[] {
  const read = new Reader(setting.timeZone);
  const before = draftOf(trade, setting.timeZone);
  const fields = changedIn(draft, before, readFields(draft, read));
  const shorthand = draft.fills === 'one' ? changedIn(draft, before, readShorthand(draft, read)) : {};
  if (read.problems.length > 0) return read.problems;
  const after = decideTrade({ type: 'EditTrade', fields, shorthand, newExecutionId: 'exit' }, stateOf(trade), setting);
  if (after instanceof Refusal) return after.problems;
  return { trade: after, request: { ...fields, ...shorthand } };
}

export function isRead<Request>(read: ReadTrade<Request> | readonly Problem[]): read is ReadTrade<Request> {
  return 'trade' in read;
}

export function problemsOf(read: ReadTrade<unknown> | readonly Problem[]): readonly Problem[] {
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

const NO_NUMBER = 'Please enter a number. This is not one, or it has too many digits.';

/** Collects what is wrong while it reads; what cannot be read becomes a stand-in that nobody gets to see. */
export class Reader {
  readonly problems: Problem[] = [];

  constructor(private readonly timeZone: string) {}

  number(field: string, typed: string): DecimalText {
    if (typed.trim() === '') return this.fail(field, 'Please enter a number.', ZERO);
    return readNumber(typed) ?? this.fail(field, NO_NUMBER, ZERO);
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
    tags: parseTags(draft.tags),
  };
}

function readSymbol(typed: string, read: Reader): string {
  if (typed.trim() === '') return read.fail('symbol', 'Please enter the symbol.', '');
  return parseSymbol(typed) ?? read.fail('symbol', 'No market uses a symbol like this.', '');
}

function readDay(typed: string, read: Reader) {
  return parseDay(typed) ?? read.fail('expiration', 'This is not a date.', null);
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

function readExecutions({ executions }: TradeDraft, read: Reader): readonly Execution[] {
  return executions.map((each, index) => ({
    id: String(index),
    ...readExecution(each, `executions.${index}.`, read),
  }));
}

function readExecution(draft: ExecutionDraft, prefix: string, read: Reader): Omit<Execution, 'id'> {
  return {
    type: draft.type,
    at: read.moment(`${prefix}at`, draft.at),
    quantity: read.number(`${prefix}quantity`, draft.quantity),
    price: read.number(`${prefix}price`, draft.price),
    fees: read.optionalNumber(`${prefix}fees`, draft.fees) ?? ZERO,
  };
}

function toRequest({ type, at, quantity, price, fees }: Execution): ExecutionRequest {
  return { type, at, quantity, price, fees };
}

function changedIn<Fields extends object>(draft: TradeDraft, before: TradeDraft, fields: Fields): Partial<Fields> {
  const changed = (name: string) => draft[name as keyof TradeDraft] !== before[name as keyof TradeDraft];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => changed(name))) as Partial<Fields>;
}
