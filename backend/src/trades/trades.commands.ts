import { Command } from '@nestjs/cqrs';
import type { TradeCommandAnswer } from '@singularity/contract';
import { DEFAULT_TRADE_FIELDS, invalid, ZERO } from '@singularity/domain';
import type { Execution, Problem, Shorthand, TradeCommand } from '@singularity/domain';
import { CommandRefused } from '../event-store/refusals.js';
import type { CommandContext } from '../http/command-context.js';
import { definedFields } from '../http/defined-fields.js';
import type {
  AddTradeBody,
  CloseTradeBody,
  EditExecutionBody,
  EditTradeBody,
  ExecutionBody,
} from '@singularity/contract/wire';
import { newId } from '../runtime/new-id.js';

/** Asks for a change of one trade, or for a new one. */
export class ChangeTrade extends Command<TradeCommandAnswer> {
  constructor(
    readonly context: CommandContext,
    readonly tradeId: string | null,
    readonly command: TradeCommand,
  ) {
    super();
  }
}

export function toAddTrade({ symbol, assetType, direction, executions, ...body }: AddTradeBody): TradeCommand {
  const { fields, shorthand } = partsOf(body);
  return {
    type: 'AddTrade',
    fields: { ...DEFAULT_TRADE_FIELDS, symbol, assetType, direction, ...fields },
    executions: executions
      ? toExecutions(executions, shorthand)
      : { shorthand: toShorthand(shorthand), ids: [newId(), newId()] },
  };
}

export function toEditTrade({ executions, ...body }: EditTradeBody): TradeCommand {
  const { fields, shorthand } = partsOf(body);
  const edit = { type: 'EditTrade', fields, shorthand, newExecutionId: newId() } as const;
  if (!executions) return edit;
  refuseBoth(shorthand);
  const listed = executions.map(({ id, ...said }) => ({
    execution: { ...toExecution(said), ...(id !== undefined && { id }) },
    isNew: id === undefined,
  }));
  return { ...edit, executions: listed };
}

export function toAddExecution(body: ExecutionBody): TradeCommand {
  return { type: 'AddExecution', execution: toExecution(body) };
}

export function toEditExecution(executionId: string, body: EditExecutionBody): TradeCommand {
  return { type: 'EditExecution', executionId, fields: definedFields(body) };
}

export function toCloseTrade({ exitPrice, exitAt, fees }: CloseTradeBody): TradeCommand {
  return { type: 'CloseTrade', executionId: newId(), exitPrice, exitAt, fees: fees ?? ZERO };
}

/** What a body says of the trade, and what it says of its one entry and exit. */
function partsOf({
  quantity,
  entryPrice,
  entryAt,
  exitPrice,
  exitAt,
  fees,
  ...fields
}: Omit<EditTradeBody, 'executions'>) {
  return {
    fields: definedFields(fields),
    shorthand: definedFields({ quantity, entryPrice, entryAt, exitPrice, exitAt, fees }),
  };
}

function toExecutions(executions: readonly ExecutionBody[], shorthand: Partial<Shorthand>): readonly Execution[] {
  refuseBoth(shorthand);
  return executions.map(toExecution);
}

function refuseBoth(shorthand: Partial<Shorthand>): void {
  const both = Object.keys(shorthand);
  if (both.length > 0) throw refusal(both, 'Send either this or executions, not both.');
}

function toShorthand({ quantity, entryPrice, entryAt, ...rest }: Partial<Shorthand>): Shorthand {
  if (quantity === undefined || entryPrice === undefined || entryAt === undefined) {
    const needed = Object.entries({ quantity, entryPrice, entryAt }).filter(([, value]) => value === undefined);
    throw refusal(
      needed.map(([field]) => field),
      'Required.',
    );
  }
  return { exitPrice: null, exitAt: null, fees: ZERO, quantity, entryPrice, entryAt, ...rest };
}

function toExecution({ type, at, quantity, price, fees }: ExecutionBody): Execution {
  return { id: newId(), type, at, quantity, price, fees: fees ?? ZERO };
}

function refusal(fields: readonly string[], message: string): CommandRefused {
  return new CommandRefused(invalid(fields.map((field): Problem => ({ field, message }))));
}
