import { Controller, Delete, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DemoSwitch } from '../auth/session/demo-switch.js';
import type { RequestUser } from '../auth/session/session-user.js';
import { CurrentUser } from '../auth/signed-in.guard.js';
import { SessionOnly } from '../auth/tokens/token-scopes.js';
import type { KeyedRequest } from '../event-store/commands.table.js';
import { Idempotency } from '../event-store/idempotency.js';
import { ApiIdempotencyKey, ApiProblems } from '../http/api-docs.js';
import { IdempotencyKey } from '../http/command-context.js';
import { DemoLedger } from './demo-ledger.js';
import { Eraser } from './eraser.js';

@ApiTags('demo')
@Controller('api/user/demo')
@SessionOnly()
export class DemoController {
  constructor(
    @Inject(DemoLedger) private readonly demo: DemoLedger,
    @Inject(DemoSwitch) private readonly demoSwitch: DemoSwitch,
    @Inject(Eraser) private readonly eraser: Eraser,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
  ) {}

  /** Shows the demo ledger in this browser; makes it where there is none. */
  @Post()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiIdempotencyKey()
  @ApiProblems()
  async enter(
    @CurrentUser() user: RequestUser,
    @IdempotencyKey() keyed: KeyedRequest | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const ensure = async () => ({ demoId: await this.demo.ensure(user) });
    const { demoId } = await this.idempotency.onceApart(user.memberId, keyed, ensure);
    this.demoSwitch.turnOn(request, response, user, demoId);
  }

  /** Shows the member's own ledger again; the demo stays as it is. */
  @Post('leave')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiIdempotencyKey()
  @ApiProblems()
  async leave(
    @CurrentUser() { memberId }: RequestUser,
    @IdempotencyKey() keyed: KeyedRequest | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.idempotency.onceApart(memberId, keyed, () => Promise.resolve({}));
    this.demoSwitch.turnOff(response);
  }

  /** Removes the demo ledger for good, in all browsers. */
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiIdempotencyKey()
  @ApiProblems()
  async remove(
    @CurrentUser() user: RequestUser,
    @IdempotencyKey() keyed: KeyedRequest | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const erase = () => this.eraser.eraseDemo(user).then(() => ({}));
    await this.idempotency.onceApart(user.memberId, keyed, erase);
    this.demoSwitch.turnOff(response);
  }
}
