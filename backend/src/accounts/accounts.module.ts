import { Module } from '@nestjs/common';
import { ChangeAccountHandler } from './accounts.commands.js';
import { AccountsController } from './accounts.controller.js';

@Module({ controllers: [AccountsController], providers: [ChangeAccountHandler] })
export class AccountsModule {}
