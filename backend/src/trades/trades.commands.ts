import { Command } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import type { TradeCommandAnswer } from '@singularity/contract';
import { invalid, ZERO } from '@singularity/domain';
import type { Execution, Problem, Shorthand, TradeCommand, TradeFields } from '@singularity/domain';
import { CommandRefused } from '../event-store/refusals.js';
import type { CommandContext } from '../http/command-context.js';
import { definedFields } from '../http/defined-fields.js';
import type {
  AddTradeBody,
  CloseTradeBody,
  EditExecutionBody,
  EditTradeBody,
  ExecutionBody,
  ShorthandBody,
  TradeFieldsBody,
} from '@singularity/contract/wire';

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

export function toAddTrade(body: AddTradeBody): TradeCommand {
  return { type: 'AddTrade', fields: toFields(body), executions: toExecutions(body) };
}

export function toEditTrade(body: EditTradeBody): TradeCommand {
  const { quantity, entryPrice, entryAt, exitPrice, exitAt, fees, ...fields } = body;
  return {
    type: 'EditTrade',
    fields: definedFields(fields),
    shorthand: definedFields({ quantity, entryPrice, entryAt, exitPrice, exitAt, fees }),
    newExecutionId: uuidv7(),
  };
}

export function toAddExecution(body: ExecutionBody): TradeCommand {
  return { type: 'AddExecution', execution: toExecution(body) };
}

export function toEditExecution(executionId: string, body: EditExecutionBody): TradeCommand {
  return { type: 'EditExecution', executionId, fields: definedFields(body) };
}

export function toCloseTrade({ exitPrice, exitAt, fees }: CloseTradeBody): TradeCommand {
  return { type: 'CloseTrade', executionId: uuidv7(), exitPrice, exitAt, fees: fees ?? ZERO };
}

function toFields(body: TradeFieldsBody): TradeFields {
  return {
    accountId: body.accountId ?? null,
    symbol: body.symbol,
    assetType: body.assetType,
    direction: body.direction,
    side: body.side ?? null,
    strike: body.strike ?? null,
    expiration: body.expiration ?? null,
    multiplier: body.multiplier ?? null,
    stopPrice: body.stopPrice ?? null,
    notes: body.notes ?? null,
    tags: body.tags ?? [],
  };
}

function toExecutions(
  body: AddTradeBody,
): readonly Execution[] | { shorthand: Shorthand; ids: readonly [string, string] } {
  if (!body.executions) return { shorthand: toShorthand(body), ids: [uuidv7(), uuidv7()] };
  const both = Object.keys(definedFields(shorthandOf(body)));
  if (both.length > 0) throw refusal(both, 'Please give either this or the list of executions.');
  return body.executions.map(toExecution);
}

function toShorthand(body: ShorthandBody): Shorthand {
  const { quantity, entryPrice, entryAt, exitPrice, exitAt, fees } = body;
  if (quantity === undefined || entryPrice === undefined || entryAt === undefined) {
    const needed = Object.entries({ quantity, entryPrice, entryAt }).filter(([, value]) => value === undefined);
    throw refusal(
      needed.map(([field]) => field),
      'This is needed.',
    );
  }
  return { quantity, entryPrice, entryAt, exitPrice: exitPrice ?? null, exitAt: exitAt ?? null, fees: fees ?? ZERO };
}

function shorthandOf({
  quantity,
  entryPrice,
  entryAt,
  exitPrice,
  exitAt,
  fees,
}: ShorthandBody): Partial<ShorthandBody> {
  return { quantity, entryPrice, entryAt, exitPrice, exitAt, fees } as Partial<ShorthandBody>;
}

function toExecution({ type, at, quantity, price, fees }: ExecutionBody): Execution {
  return { id: uuidv7(), type, at, quantity, price, fees: fees ?? ZERO };
}

function refusal(fields: readonly string[], message: string): CommandRefused {
  return new CommandRefused(invalid(fields.map((field): Problem => ({ field, message }))));
}
