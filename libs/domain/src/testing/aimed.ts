import type { TradeCommand } from '../trade/trade.commands.js';
import type { Step } from './ledger-steps.js';

type Listed = NonNullable<Extract<TradeCommand, { type: 'EditTrade' }>['executions']>;

/** Of those that stay, as many as there are. */
function listed(executions: Listed, ids: readonly string[], step: number): Listed {
  return executions.flatMap(({ execution, isNew }) => {
    const id = isNew ? `s${step}-${execution.id}` : ids[Number(execution.id)];
    return id === undefined ? [] : [{ execution: { ...execution, id }, isNew }];
  });
}

/** The command with ids of its own, and aimed at an execution that is there, or at none. */
export function aimed(
  { command, pick }: Extract<Step, { trade: string }>,
  ids: readonly string[],
  step: number,
): TradeCommand {
  switch (command.type) {
    case 'AddExecution':
      return { ...command, execution: { ...command.execution, id: `s${step}` } };
    case 'CloseTrade':
      return { ...command, executionId: `s${step}` };
    case 'EditTrade':
      return {
        ...command,
        newExecutionId: `s${step}`,
        ...(command.executions && { executions: listed(command.executions, ids, step) }),
      };
    case 'EditExecution':
    case 'RemoveExecution':
      return { ...command, executionId: ids[pick] ?? 'none' };
    default:
      return command;
  }
}
