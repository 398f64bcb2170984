import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { AccountCommandAnswer } from '@singularity/contract';
import type { AccountCommand } from '@singularity/domain';
import { Ledger } from '../event-store/ledger.js';
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

@CommandHandler(ChangeAccount)
export class ChangeAccountHandler implements ICommandHandler<ChangeAccount> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  execute({ context, accountId, command }: ChangeAccount): Promise<AccountCommandAnswer> {
    return this.ledger.handle(accountStreamHandler, { ...context, streamId: accountId, command });
  }
}
