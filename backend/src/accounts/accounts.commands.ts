import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { AccountCommandAnswer } from '@singularity/contract';
import type { UpdateBalanceBody } from '@singularity/contract/wire';
import { invalid } from '@singularity/domain';
import type { AccountCommand, DecimalText, Instant } from '@singularity/domain';
import { Ledger } from '../event-store/ledger.js';
import { CommandRefused } from '../event-store/refusals.js';
import type { CommandContext } from '../http/command-context.js';
import { accountStreamHandler } from './accounts.stream-handler.js';

/** Asks for a change of one account, or for a new one. */
export class ChangeAccount extends Command<AccountCommandAnswer> {
  constructor(
    readonly context: CommandContext,
    readonly accountId: string | null,
    readonly command: AccountCommand,
  ) {
    super();
  }
}

export function toUpdateBalance({ balance, adjustment, reason, at }: UpdateBalanceBody, now: Instant): AccountCommand {
  return { type: 'UpdateBalance', to: balanceOrAdjustment(balance, adjustment), reason, at: at ?? now, now };
}

function balanceOrAdjustment(balance?: DecimalText, adjustment?: DecimalText) {
  if (balance !== undefined && adjustment === undefined) return { balance };
  if (adjustment !== undefined && balance === undefined) return { adjustment };
  const [field, message] =
    balance === undefined
      ? ['balance', 'Required, or the adjustment.']
      : ['adjustment', 'Use either this or the balance.'];
  throw new CommandRefused(invalid([{ field, message }]));
}

@CommandHandler(ChangeAccount)
export class ChangeAccountHandler implements ICommandHandler<ChangeAccount> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  execute({ context, accountId, command }: ChangeAccount): Promise<AccountCommandAnswer> {
    return this.ledger.handle(accountStreamHandler, { ...context, streamId: accountId, command });
  }
}
