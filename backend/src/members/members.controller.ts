import { Body, Controller, Inject, Patch } from '@nestjs/common';
import { Command, CommandBus, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { SettingsCommandAnswer } from '@singularity/contract';
import type { Settings } from '@singularity/domain';
import { Ledger } from '../event-store/ledger.js';
import { ChangeSettingsBody, SettingsCommandView } from '@singularity/contract/wire';
import { ApiCommand } from '../http/api-docs.js';
import { Context } from '../http/command-context.js';
import type { CommandContext } from '../http/command-context.js';
import { definedFields } from '../http/defined-fields.js';
import { memberStreamHandler } from './members.stream-handler.js';

/** Asks for a change of the member's own settings. */
export class ChangeSettings extends Command<SettingsCommandAnswer> {
  constructor(
    readonly context: CommandContext,
    readonly fields: Partial<Settings>,
  ) {
    super();
  }
}

@CommandHandler(ChangeSettings)
export class ChangeSettingsHandler implements ICommandHandler<ChangeSettings> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  execute({ context, fields }: ChangeSettings): Promise<SettingsCommandAnswer> {
    const command = { type: 'ChangeSettings', fields } as const;
    return this.ledger.handle(memberStreamHandler, { ...context, streamId: context.userId, command });
  }
}

@ApiTags('settings')
@Controller('api/user/settings')
export class MembersController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Patch()
  @ApiCommand(SettingsCommandView)
  change(@Context() context: CommandContext, @Body() body: ChangeSettingsBody): Promise<SettingsCommandAnswer> {
    return this.commands.execute(new ChangeSettings(context, definedFields(body)));
  }
}
