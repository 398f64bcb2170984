import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { AccountAnswer, AccountCommandAnswer, Page } from '@singularity/contract';
import type { AccountCommand } from '@singularity/domain';
import { ForImports } from '../auth/tokens/token-scopes.js';
import { Clock } from '../runtime/clock.js';
import { ApiAnswer, ApiCommand } from '../http/api-docs.js';
import { Context, MemberId } from '../http/command-context.js';
import type { CommandContext } from '../http/command-context.js';
import { IdPipe } from '../http/id.pipe.js';
import { definedFields } from '../http/defined-fields.js';
import { notFound } from '../http/problem.js';
import { LedgerQueryRunner } from '../past/ledger-query-runner.js';
import {
  AccountCommandView,
  AccountPageView,
  AccountView,
  AddAccountBody,
  AsOfQuery,
  EditAccountBody,
  UpdateBalanceBody,
} from '@singularity/contract/wire';
import { ChangeAccount, toUpdateBalance } from './accounts.commands.js';
import { accountQueries } from './accounts.queries.js';

@ApiTags('accounts')
@Controller()
export class AccountsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(LedgerQueryRunner) private readonly queries: LedgerQueryRunner,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The member's accounts. `/api/accounts` is its short old name. */
  @Get(['api/user/accounts', 'api/accounts'])
  @ForImports()
  @ApiAnswer(AccountPageView)
  list(@MemberId() userId: string, @Query() asOf: AsOfQuery): Promise<Page<AccountAnswer>> {
    return this.queries.ask(userId, accountQueries.list, asOf);
  }

  @Post('api/user/accounts')
  @ApiCommand(AccountCommandView, 201)
  add(@Context() context: CommandContext, @Body() body: AddAccountBody): Promise<AccountCommandAnswer> {
    const { platform, name, externalId = null, startingBalance, currency, tradingDay } = body;
    const details = { platform, name, externalId, startingBalance, currency, ...definedFields({ tradingDay }) };
    return this.change(context, null, { type: 'AddAccount', details });
  }

  @Get('api/user/accounts/:id')
  @ForImports()
  @ApiAnswer(AccountView)
  async get(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Query() asOf: AsOfQuery,
  ): Promise<AccountAnswer> {
    const account = await this.queries.ask(userId, accountQueries.one, { ...asOf, id });
    if (!account) throw notFound();
    return account;
  }

  @Patch('api/user/accounts/:id')
  @ApiCommand(AccountCommandView)
  edit(
    @Context() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Body() body: EditAccountBody,
  ): Promise<AccountCommandAnswer> {
    return this.change(context, id, { type: 'EditAccount', fields: definedFields(body) });
  }

  /** Records the balance that stands at the platform, and the adjustment that it implies. */
  @Put('api/user/accounts/:id/balance')
  @ApiCommand(AccountCommandView)
  updateBalance(
    @Context() context: CommandContext,
    @Param('id', IdPipe) id: string,
    @Body() body: UpdateBalanceBody,
  ): Promise<AccountCommandAnswer> {
    return this.change(context, id, toUpdateBalance(body, this.clock.now()));
  }

  @Post('api/user/accounts/:id/close')
  @HttpCode(200)
  @ApiCommand(AccountCommandView)
  close(@Context() context: CommandContext, @Param('id', IdPipe) id: string): Promise<AccountCommandAnswer> {
    return this.change(context, id, { type: 'CloseAccount' });
  }

  @Post('api/user/accounts/:id/reopen')
  @HttpCode(200)
  @ApiCommand(AccountCommandView)
  reopen(@Context() context: CommandContext, @Param('id', IdPipe) id: string): Promise<AccountCommandAnswer> {
    return this.change(context, id, { type: 'ReopenAccount' });
  }

  private change(context: CommandContext, id: string | null, command: AccountCommand): Promise<AccountCommandAnswer> {
    return this.commands.execute(new ChangeAccount(context, id, command));
  }
}
