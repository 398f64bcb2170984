import type { TradeAnswer } from '@singularity/contract';
import { decimal, sum, ZERO } from '@singularity/domain';
import type { ExecutionType, Shorthand, TradeFields } from '@singularity/domain';
import { writeMoment } from '../ui/format/moment-text';
import { readNumber } from '../ui/format/number-text';
import { emptyFields, FIELDS, SHORTHAND, shownFields } from './draft-fields';
import type { Typed } from './draft-fields';
import { inTimeOrder } from './execution-lines';

/** Everything as it is typed: texts, and times on the clock of the member's time zone. */
export interface ExecutionDraft {
  /** Empty for a fill that is new. */
  id: string;
  type: ExecutionType;
  at: string;
  quantity: string;
  price: string;
  fees: string;
}

export interface TradeDraft extends Typed<TradeFields>, Typed<Shorthand> {
  /** Whether the trade is one entry and one exit, or a list of executions. */
  fills: 'one' | 'several';
  executions: ExecutionDraft[];
}

export function emptyDraft(accountId: string): TradeDraft {
  return {
    ...emptyFields(FIELDS),
    ...emptyFields(SHORTHAND),
    accountId,
    fills: 'one',
    executions: [emptyExecution('open')],
  };
}

export function emptyExecution(type: ExecutionType): ExecutionDraft {
  return { id: '', type, at: '', quantity: '', price: '', fees: '' };
}

/** Whether nothing was typed in a line but what stood ready in it; the first one is always meant. */
export function isBlank({ at, price }: ExecutionDraft, index: number): boolean {
  return index > 0 && (at + price).trim() === '';
}

/** The draft without what only stands ready. */
export function typedIn(draft: TradeDraft): TradeDraft {
  return { ...draft, executions: draft.executions.filter((line, index) => !isBlank(line, index)) };
}

/** What the simple form says, as lines: those that are there, with what was typed over them. */
export function executionsOf(draft: TradeDraft): ExecutionDraft[] {
  const { entryAt, exitAt, quantity, entryPrice, exitPrice } = draft;
  const [entry, exit] = (['open', 'close'] as const).map(
    (type) => draft.executions.find((line) => line.type === type) ?? emptyExecution(type),
  ) as [ExecutionDraft, ExecutionDraft];
  const paid = sum([entry, exit].map(({ fees }) => decimal(readNumber(fees) ?? ZERO)));
  const fees = paid.eq(decimal(readNumber(draft.fees) ?? ZERO)) ? [entry.fees, exit.fees] : [draft.fees, ''];
  const opened = { ...entry, at: entryAt, quantity, price: entryPrice, fees: fees[0] ?? '' };
  if (exitPrice === '' && exitAt === '') return [opened];
  return [opened, { ...exit, at: exitAt, quantity, price: exitPrice, fees: fees[1] ?? '' }];
}

/** For one more after this: the account and the time of entry stay, all else is for its symbol and the member to say. */
export function draftAfter({ accountId, entryAt }: TradeDraft, fees: string): TradeDraft {
  return { ...emptyDraft(accountId), entryAt, fees };
}

/** What was traded, which way, how much and from what price, once more: when and how it ends is for the new one to say. */
export function draftLike(trade: TradeAnswer, timeZone: string): TradeDraft {
  const draft = draftOf(trade, timeZone);
  return {
    ...draft,
    notes: '',
    entryAt: '',
    exitAt: '',
    exitPrice: '',
    fees: '',
    executions: draft.executions.map((execution) => ({ ...execution, id: '', at: '', fees: '' })),
  };
}

export function draftOf(trade: TradeAnswer, timeZone: string): TradeDraft {
  return {
    ...shownFields(FIELDS, trade, timeZone),
    ...shownFields(SHORTHAND, trade, timeZone),
    fills: isOneInOneOut(trade) ? 'one' : 'several',
    executions: inTimeOrder(trade).map((execution) => ({ ...execution, at: writeMoment(execution.at, timeZone) })),
  };
}

/** Whether the six fields of the simple form say all about the executions of a trade; a partial exit they cannot say. */
export function isOneInOneOut(trade: Pick<TradeAnswer, 'executions'>): boolean {
  const [entry, exit, ...more] = inTimeOrder(trade);
  if (entry?.type !== 'open' || more.length > 0) return false;
  return !exit || (exit.type === 'close' && exit.quantity === entry.quantity);
}
