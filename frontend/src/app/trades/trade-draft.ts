import type { TradeAnswer } from '@singularity/contract';
import type { ExecutionType, Shorthand, TradeFields } from '@singularity/domain';
import { writeMoment } from '../ui/format/moment-text';
import { emptyFields, FIELDS, SHORTHAND, shownFields } from './draft-fields';
import type { Typed } from './draft-fields';

/** Everything as it is typed: texts, and times on the clock of the member's time zone. */
export interface ExecutionDraft {
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
    executions: [emptyExecution('open'), emptyExecution('close')],
  };
}

export function emptyExecution(type: ExecutionType): ExecutionDraft {
  return { type, at: '', quantity: '', price: '', fees: '' };
}

/** What the simple form says, as lines. */
export function executionsOf({ entryAt, exitAt, quantity, entryPrice, exitPrice, fees }: TradeDraft): ExecutionDraft[] {
  const entry = { ...emptyExecution('open'), at: entryAt, quantity, price: entryPrice, fees };
  const exits = exitPrice !== '' || exitAt !== '';
  return [entry, { ...emptyExecution('close'), at: exitAt, quantity: exits ? quantity : '', price: exitPrice }];
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
    executions: draft.executions.map((execution) => ({ ...execution, at: '', fees: '' })),
  };
}

export function draftOf(trade: TradeAnswer, timeZone: string): TradeDraft {
  return {
    ...shownFields(FIELDS, trade, timeZone),
    ...shownFields(SHORTHAND, trade, timeZone),
    fills: isOneInOneOut(trade) ? 'one' : 'several',
    executions: trade.executions.map((execution) => ({ ...execution, at: writeMoment(execution.at, timeZone) })),
  };
}

/** Whether the six fields of the simple form say all about the executions of a trade; a partial exit they cannot say. */
export function isOneInOneOut({ executions }: Pick<TradeAnswer, 'executions'>): boolean {
  const [entry, exit, ...more] = executions;
  if (entry?.type !== 'open' || more.length > 0) return false;
  return !exit || (exit.type === 'close' && exit.quantity === entry.quantity);
}
