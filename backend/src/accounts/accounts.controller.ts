import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { AccountAnswer, AccountCommandAnswer, Page } from '@singularity/contract';
import type { AccountCommand } from '@singularity/domain';
import { Clock } from '../event-store/clock.js';
import { ApiAnswer, ApiCommand } from '../http/api-docs.js';
import { AskedBy, MemberId } from '../http/asked.js';
import type { Asked } from '../http/asked.js';
import { IdPipe } from '../http/id.pipe.js';
import { mentioned } from '../http/mentioned.js';
import { notFound } from '../http/problem.js';
import { AsOfQuery } from '../past/as-of.js';
import { Timeline } from '../past/timeline.js';
import { AccountCommandView, AccountPageView, AccountView } from './accounts.answers.js';
import { ChangeAccount } from './accounts.commands.js';
import { accountList, oneAccount } from './accounts.questions.js';
import { AddAccountBody, EditAccountBody, UpdateBalanceBody } from './accounts.requests.js';

@ApiTags('accounts')
@Controller()
export class AccountsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Timeline) private readonly timeline: Timeline,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The member's accounts. `/api/accounts` is its short old name. */
  @Get(['api/user/accounts', 'api/accounts'])
  @ApiAnswer(AccountPageView)
  list(@MemberId() userId: string, @Query() asOf: AsOfQuery): Promise<Page<AccountAnswer>> {
    return this.timeline.ask(userId, accountList, asOf);
  }

  @Post('api/user/accounts')
  @ApiCommand(AccountCommandView, 201)
  add(@AskedBy() asked: Asked, @Body() body: AddAccountBody): Promise<AccountCommandAnswer> {
    const { platform, name, externalId = null, startingBalance, currency } = body;
    const details = { platform, name, externalId, startingBalance, currency };
    return this.change(asked, null, { type: 'AddAccount', details });
  }

  @Get('api/user/accounts/:id')
  @ApiAnswer(AccountView)
  async get(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Query() asOf: AsOfQuery,
  ): Promise<AccountAnswer> {
    const account = await this.timeline.ask(userId, oneAccount, { ...asOf, id });
    if (!account) throw notFound();
    return account;
  }

  @Patch('api/user/accounts/:id')
  @ApiCommand(AccountCommandView)
  edit(
    @AskedBy() asked: Asked,
    @Param('id', IdPipe) id: string,
    @Body() body: EditAccountBody,
  ): Promise<AccountCommandAnswer> {
    return this.change(asked, id, { type: 'EditAccount', fields: mentioned(body) });
  }

  /** Records the balance that stands at the platform, and the adjustment that it implies. */
  @Put('api/user/accounts/:id/balance')
  @ApiCommand(AccountCommandView)
  updateBalance(
    @AskedBy() asked: Asked,
    @Param('id', IdPipe) id: string,
    @Body() { balance, reason, at }: UpdateBalanceBody,
  ): Promise<AccountCommandAnswer> {
    const now = this.clock.now();
    return this.change(asked, id, { type: 'UpdateBalance', balance, reason, at: at ?? now, now });
  }

  @Post('api/user/accounts/:id/close')
  @HttpCode(200)
  @ApiCommand(AccountCommandView)
  close(@AskedBy() asked: Asked, @Param('id', IdPipe) id: string): Promise<AccountCommandAnswer> {
    return this.change(asked, id, { type: 'CloseAccount' });
  }

  @Post('api/user/accounts/:id/reopen')
  @HttpCode(200)
  @ApiCommand(AccountCommandView)
  reopen(@AskedBy() asked: Asked, @Param('id', IdPipe) id: string): Promise<AccountCommandAnswer> {
    return this.change(asked, id, { type: 'ReopenAccount' });
  }

  private change(asked: Asked, id: string | null, command: AccountCommand): Promise<AccountCommandAnswer> {
    return this.commands.execute(new ChangeAccount(asked, id, command));
  }
}
