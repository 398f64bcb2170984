import { exactly } from '../money/decimal.js';
import type { DecimalText } from '../money/decimal.js';
import type { Day } from '../time/day.js';
import { parseInstant } from '../time/instant.js';
import type { Instant } from '../time/instant.js';
import { trade } from '../trade/trade.js';
import { DEFAULT_TRADE_FIELDS } from '../trade/trade.rules.js';
import { figuresOf } from '../trade/trade.view.js';
import type { TradeFigures } from '../trade/trade.view.js';
import { undoingOf } from '../undo.js';
import type { Shorthand, TradeCommand, TradeFacts, TradeFields } from '../trade/trade.commands.js';
import type { Execution, ExecutionType, TradeEdits, TradeDetails, TradeEvent } from '../trade/trade.events.js';

type Text<T> = DecimalText extends T ? string : Instant extends T ? string : Day extends T ? string : never;

/** What a spec says: any of the fields, their decimals and times as plain text in canonical form. */
type Said<T> = { readonly [Field in keyof T]?: T[Field] | Text<T[Field]> };

/** A moment in UTC: `09:30` on 5 January 2026, or another day of that year as in `01-06 09:30`. */
export function at(text: string): Instant {
  const [clock, day = '01-05'] = text.split(' ').reverse();
  const instant = parseInstant(`2026-${day}T${clock}Z`);
  if (!instant) throw new Error(`Not a time: ${text}`);
  return instant;
}

function fill(type: ExecutionType) {
  /** `open('e1', '100 @ 120', '09:30', '1')`: its id, quantity and price, time and fees. */
  return (id: string, what: string, time: string, fees = '0'): Execution => {
    const [quantity = '', price = ''] = what.split(' @ ');
    return { id, type, at: at(time), quantity: exactly(quantity), price: exactly(price), fees: exactly(fees) };
  };
}

export const open = fill('open');
export const close = fill('close');

export const BOUGHT = open('in', '10 @ 187.23', '09:30', '1.30');
export const SOLD = close('out', '10 @ 191.10', '15:30');

export function fieldsOf(said: Said<TradeFields> = {}): TradeFields {
  return {
    ...DEFAULT_TRADE_FIELDS,
    symbol: 'AAPL',
    assetType: 'stock',
    direction: 'LONG',
    ...said,
  } as TradeFields;
}

export function aTrade(said: Said<TradeDetails> = {}): TradeDetails {
  return {
    ...fieldsOf(),
    currency: 'USD',
    multiplier: '1',
    multiplierSource: 'table',
    executions: [BOUGHT],
    ...said,
  } as TradeDetails;
}

export function shorthandOf(said: Said<Shorthand> = {}): Shorthand {
  const { quantity, price: entryPrice, at: entryAt, fees } = BOUGHT;
  return { quantity, entryPrice, entryAt, exitPrice: null, exitAt: null, fees, ...said } as Shorthand;
}

export const added = (said: Said<TradeDetails> = {}): TradeEvent => ({ type: 'TradeAdded', data: aTrade(said) });

export const edited = (changes: TradeEdits): TradeEvent => ({ type: 'TradeEdited', data: { changes } });

export const executed = (execution: Execution): TradeEvent => ({ type: 'ExecutionAdded', data: { execution } });

export const DELETED: TradeEvent = { type: 'TradeDeleted', data: {} };

export const RESTORED: TradeEvent = { type: 'TradeRestored', data: {} };

export const addTrade = (fields: TradeFields, executions: readonly Execution[] = [BOUGHT]): TradeCommand => ({
  type: 'AddTrade',
  fields,
  executions,
});

export const addSimple = (said: Said<Shorthand>, fields = fieldsOf()): TradeCommand => ({
  type: 'AddTrade',
  fields,
  executions: { shorthand: shorthandOf(said), ids: ['in', 'out'] },
});

export const edit = (fields: Said<TradeFields>, shorthand: Said<Shorthand> = {}): TradeCommand => ({
  type: 'EditTrade',
  fields: fields as Partial<TradeFields>,
  shorthand: shorthand as Partial<Shorthand>,
  newExecutionId: 'out',
});

/** All the fills that a trade is to have: those with an id that it knows stay, `new` ones are new. */
export const editFills = (executions: readonly Execution[], fields: Said<TradeFields> = {}): TradeCommand => ({
  type: 'EditTrade',
  fields: fields as Partial<TradeFields>,
  shorthand: {},
  executions: executions.map((execution) => ({ execution, isNew: execution.id.startsWith('new') })),
  newExecutionId: 'out',
});

export const retag = (add: readonly string[], remove: readonly string[] = []): TradeCommand => ({
  type: 'EditTrade',
  fields: {},
  shorthand: {},
  retag: { add, remove },
  newExecutionId: 'out',
});

export const addExecution = (execution: Execution): TradeCommand => ({ type: 'AddExecution', execution });

export const editExecution = (executionId: string, fields: Said<Omit<Execution, 'id'>>): TradeCommand => ({
  type: 'EditExecution',
  executionId,
  fields: fields as Partial<Execution>,
});

export const removeExecution = (executionId: string): TradeCommand => ({ type: 'RemoveExecution', executionId });

export const closeAt = (price: string, time: string, fees = '0'): TradeCommand => ({
  type: 'CloseTrade',
  executionId: 'out',
  exitPrice: exactly(price),
  exitAt: at(time),
  fees: exactly(fees),
});

export const NO_ACCOUNT: TradeFacts = { baseCurrency: 'USD', account: null, target: null, undoing: null };

/** What is known when a version of a trade, or of nothing but these events, is taken back. */
export const undoingTrade = (events: readonly TradeEvent[], streamVersion: number): TradeFacts => ({
  ...NO_ACCOUNT,
  undoing: undoingOf(trade, events, streamVersion),
});

export const inAccount = (account: TradeFacts['account']): TradeFacts => ({ ...NO_ACCOUNT, account });

export const OPEN_ACCOUNT = inAccount({ open: true, currency: 'USD' });

export const CLOSED_ACCOUNT = inAccount({ open: false, currency: 'USD' });

/** The figures of a trade as it was recorded, its stop being the first. */
export function figuresAsRecorded(details: TradeDetails): TradeFigures {
  return figuresOf({ details, firstStop: details.stopPrice });
}
