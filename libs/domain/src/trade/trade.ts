import { Refusal } from '../decider.js';
import type { Decider, Problem } from '../decider.js';
import { changesBetween, hasChanges } from '../changes.js';
import { multiplierOf } from '../instrument/instrument.js';
import type { Multiplier } from '../instrument/instrument.js';
import { toText } from '../money/decimal.js';
import type { TradeCommand, TradeFacts, TradeFields } from './trade.commands.js';
import type { Execution, TradeDetails, TradeEvent } from './trade.events.js';
import { atList, editList, fillEvent } from './execution-list.js';
import { profitOf } from './profit.js';
import { atShorthand, editShorthand, fromShorthand, isSimple } from './shorthand.js';
import { tradeOf } from './trade.rules.js';
import { accountNamedBy } from './trade.account.js';
import { evolveTrade } from './trade.state.js';
import type { RecordedTrade, TradeState } from './trade.state.js';
import { undoTrade } from './trade.undo.js';

type Decision = readonly TradeEvent[] | Refusal;
type CommandOf<Type extends TradeCommand['type']> = Extract<TradeCommand, { type: Type }>;

export const trade: Decider<TradeState, TradeCommand, TradeEvent, TradeFacts> = {
  initial: { status: 'none' },
  decide,
  evolve: evolveTrade,
};

function decide(command: TradeCommand, state: TradeState, facts: TradeFacts): Decision {
  if (command.type === 'AddTrade')
    return state.status === 'none'
      ? addTrade(command, facts)
      : new Refusal('already-exists', 'A trade with this id already exists.');
  if (state.status === 'none') return notFound();
  if (command.type === 'Undo') return undo(command, state, facts);
  if (command.type === 'RestoreTrade') return restoreTrade(command, state, facts);
  if (state.status === 'deleted') return notFound();
  return change(command, state, facts);
}

function change(
  command: Exclude<TradeCommand, { type: 'AddTrade' | 'RestoreTrade' | 'Undo' }>,
  state: RecordedTrade,
  facts: TradeFacts,
): Decision {
  const { details } = state;
  switch (command.type) {
    case 'EditTrade':
      return editTrade(command, details, facts);
    case 'AddExecution':
      return addExecution(command.execution, details);
    case 'EditExecution':
      return editExecution(command, details);
    case 'RemoveExecution':
      return removeExecution(command.executionId, details);
    case 'CloseTrade':
      return closeTrade(command, details);
    case 'DeleteTrade':
      return [{ type: 'TradeDeleted', data: {} }];
    case 'RevertTrade':
      return accountGone(command, state, facts) ?? revertTrade(command, details, facts);
  }
}

function addTrade({ fields, executions }: CommandOf<'AddTrade'>, facts: TradeFacts): Decision {
  const refused = accountRefusal(fields.accountId, facts);
  if (refused) return refused;
  const currency = facts.account?.currency ?? facts.baseCurrency;
  const short = 'shorthand' in executions;
  const list = short ? fromShorthand(executions.shorthand, executions.ids) : executions;
  const details =
    list instanceof Refusal
      ? list
      : tradeOf(fields, multiplierOf(fields.assetType, fields.symbol, fields.multiplier), currency, list);
  if (details instanceof Refusal) return short ? atShorthand(details) : details;
  return [{ type: 'TradeAdded', data: details }];
}

function editTrade(command: CommandOf<'EditTrade'>, details: TradeDetails, facts: TradeFacts): Decision {
  const { fields: named, retag } = command;
  const fields = retag ? { ...named, tags: retagged(details.tags, retag) } : named;
  const moves = fields.accountId !== undefined && fields.accountId !== details.accountId;
  const refused = moves ? (accountRefusal(fields.accountId, facts) ?? currencyRefusal(details, facts)) : null;
  if (refused) return refused;
  const executions = editExecutions(command, details.executions);
  if (executions instanceof Refusal) return executions;
  const edited = tradeOf(
    withoutLeftovers({ ...details, ...fields }, fields),
    multiplierAfter(details, fields),
    details.currency,
    executions,
  );
  if (edited instanceof Refusal) return toldAt(edited, command, details.executions);
  return edit(details, edited, command.executions !== undefined);
}

function editExecutions(
  { executions, shorthand, newExecutionId }: CommandOf<'EditTrade'>,
  before: readonly Execution[],
): readonly Execution[] | Refusal {
  return executions ? editList(before, executions) : editShorthand(before, shorthand, newExecutionId);
}

/** In the words in which it was asked. */
function toldAt(refusal: Refusal, { executions }: CommandOf<'EditTrade'>, before: readonly Execution[]): Refusal {
  if (executions) return atList(refusal, before, executions);
  return isSimple(before) ? atShorthand(refusal) : refusal;
}

function retagged(
  tags: readonly string[],
  { add, remove }: NonNullable<CommandOf<'EditTrade'>['retag']>,
): readonly string[] {
  return [...tags.filter((tag) => !remove.includes(tag)), ...add];
}

/** One save is one event. Where it is about a single fill, that of the fill says it best. */
function edit(before: TradeDetails, after: TradeDetails, ofList: boolean): Decision {
  const changes = changesBetween(before, after);
  const single = ofList && Object.keys(changes).length === 1 && fillEvent(before.executions, after.executions);
  if (single) return [single];
  return hasChanges(changes) ? [{ type: 'TradeEdited', data: { changes } }] : [];
}

/** The multiplier stays as it was written, unless the edit names one or changes what the table was asked for. */
function multiplierAfter(details: TradeDetails, fields: Partial<TradeFields>): Multiplier | Problem {
  const { symbol, assetType } = { ...details, ...fields };
  const sameInstrument = symbol === details.symbol && assetType === details.assetType;
  const keeps = fields.multiplier === undefined && (sameInstrument || details.multiplierSource === 'user');
  return keeps ? details : multiplierOf(assetType, symbol, fields.multiplier ?? null);
}

/** What was an option and no longer is loses what only options have, unless the edit insists. */
function withoutLeftovers<Fields extends Omit<TradeFields, 'multiplier'>>(
  after: Fields,
  edit: Partial<TradeFields>,
): Fields {
  if (after.assetType === 'option') return after;
  return { ...after, side: edit.side ?? null, strike: edit.strike ?? null, expiration: edit.expiration ?? null };
}

function addExecution(execution: Execution, details: TradeDetails): Decision {
  const refused = soundness(details, [...details.executions, execution]);
  return refused ?? [{ type: 'ExecutionAdded', data: { execution } }];
}

function editExecution({ executionId, fields }: CommandOf<'EditExecution'>, details: TradeDetails): Decision {
  const before = details.executions.find((execution) => execution.id === executionId);
  if (!before) return notFound();
  const after = { ...before, ...fields };
  const changes = changesBetween(before, after);
  if (!hasChanges(changes)) return [];
  const refused = soundness(
    details,
    details.executions.map((execution) => (execution === before ? after : execution)),
  );
  return refused ?? [{ type: 'ExecutionEdited', data: { executionId, changes } }];
}

function removeExecution(executionId: string, details: TradeDetails): Decision {
  const execution = details.executions.find(({ id }) => id === executionId);
  if (!execution) return notFound();
  const refused = soundness(
    details,
    details.executions.filter(({ id }) => id !== executionId),
  );
  return refused ?? [{ type: 'ExecutionRemoved', data: { execution } }];
}

function closeTrade(
  { executionId, exitPrice, exitAt, fees }: CommandOf<'CloseTrade'>,
  details: TradeDetails,
): Decision {
  const { openQuantity } = profitOf(details);
  if (openQuantity.isZero()) return new Refusal('trade-closed', 'This trade is already closed.');
  const execution: Execution = {
    id: executionId,
    type: 'close',
    at: exitAt,
    quantity: toText(openQuantity),
    price: exitPrice,
    fees,
  };
  const refused = soundness(details, [...details.executions, execution]);
  if (!refused) return [{ type: 'ExecutionAdded', data: { execution } }];
  const names: Record<string, string> = { price: 'exitPrice', at: 'exitAt', quantity: 'exitAt' };
  return new Refusal(
    refused.code,
    refused.message,
    refused.problems.map(({ field, message }) => ({ field: names[field.split('.').at(-1) ?? ''] ?? field, message })),
  );
}

function revertTrade(
  { toStreamVersion }: CommandOf<'RevertTrade'>,
  details: TradeDetails,
  { target }: TradeFacts,
): Decision {
  if (!target)
    return new Refusal('invalid', 'This trade has no such version.', [
      { field: 'toStreamVersion', message: 'This trade has no such version.' },
    ]);
  const changes = changesBetween(details, target);
  return hasChanges(changes) ? [{ type: 'TradeReverted', data: { toStreamVersion, changes } }] : [];
}

function restoreTrade(command: CommandOf<'RestoreTrade'>, state: RecordedTrade, facts: TradeFacts): Decision {
  if (state.status === 'recorded') return [];
  return accountGone(command, state, facts) ?? [{ type: 'TradeRestored', data: {} }];
}

function undo(command: CommandOf<'Undo'>, state: RecordedTrade, facts: TradeFacts): Decision {
  if (!facts.undoing) return notFound();
  return accountGone(command, state, facts) ?? undoTrade(state, facts.undoing);
}

/** Whether the trade still stands with these executions; null when it does. */
function soundness(details: TradeDetails, executions: readonly Execution[]): Refusal | null {
  const result = tradeOf(details, details, details.currency, executions);
  return result instanceof Refusal ? result : null;
}

function accountRefusal(accountId: string | null | undefined, { account }: TradeFacts): Refusal | null {
  if (accountId === null || accountId === undefined) return null;
  const at = (code: 'invalid' | 'account-closed', message: string) =>
    new Refusal(code, message, [{ field: 'accountId', message }]);
  if (!account) return at('invalid', 'This account does not exist.');
  return account.open ? null : at('account-closed', 'This account is closed. Reopen it to add trades.');
}

/** What was said long ago may name an account that has been removed since; a closed one is no hindrance. */
function accountGone(command: TradeCommand, { details }: RecordedTrade, facts: TradeFacts): Refusal | null {
  if (facts.account || accountNamedBy(command, details, facts) === null) return null;
  return new Refusal('account-removed', 'This trade’s account was removed. Restore it first.');
}

function currencyRefusal(details: TradeDetails, facts: TradeFacts): Refusal | null {
  if (!facts.account || facts.account.currency === details.currency) return null;
  const message = `This trade is in ${details.currency} and cannot move to an account in ${facts.account.currency}.`;
  return new Refusal('invalid', message, [{ field: 'accountId', message }]);
}

function notFound(): Refusal {
  return new Refusal('not-found', 'Not found. It may have been deleted.');
}
