import { Command } from '@nestjs/cqrs';
import type { BulkTradesAnswer } from '@singularity/contract';
import type { TradeCommand } from '@singularity/domain';
import type { CommandContext } from '../http/command-context.js';
import { definedFields } from '../http/defined-fields.js';
import { invalidFields } from '../http/problem.js';
import type { BulkEditBody, BulkTradesBody } from '@singularity/contract/wire';
import { newId } from '../runtime/new-id.js';

/** Asks the same of many trades. What one refuses does not stop the others. */
export class ChangeTrades extends Command<BulkTradesAnswer> {
  constructor(
    readonly context: CommandContext,
    readonly tradeIds: readonly string[],
    readonly command: TradeCommand,
  ) {
    super();
  }
}

export function toBulkCommand(body: BulkTradesBody): TradeCommand {
  const commands: TradeCommand[] = [
    ...(body.edit ? [toBulkEdit(body.edit)] : []),
    ...(body.delete ? [{ type: 'DeleteTrade' } as const] : []),
    ...(body.restore ? [{ type: 'RestoreTrade' } as const] : []),
  ];
  const [command] = commands;
  if (command && commands.length === 1) return command;
  throw invalidFields([{ field: 'edit', message: 'Choose one of edit, delete or restore.' }]);
}

function toBulkEdit({ addTags, removeTags, accountId, fees }: BulkEditBody): TradeCommand {
  return {
    type: 'EditTrade',
    fields: definedFields({ accountId }),
    shorthand: definedFields({ fees }),
    ...(addTags || removeTags ? { retag: { add: addTags ?? [], remove: removeTags ?? [] } } : {}),
    newExecutionId: newId(),
  };
}
