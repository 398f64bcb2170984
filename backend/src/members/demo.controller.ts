import { Controller, Delete, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DemoSwitch } from '../auth/demo-switch.js';
import type { RequestUser } from '../auth/session-user.js';
import { CurrentUser } from '../auth/signed-in.guard.js';
import { ApiMayBeFull, ApiProblems } from '../http/api-docs.js';
import { DemoLedger } from './demo-ledger.js';
import { Eraser } from './eraser.js';

@ApiTags('demo')
@Controller('api/user/demo')
export class DemoController {
  constructor(
    @Inject(DemoLedger) private readonly demo: DemoLedger,
    @Inject(DemoSwitch) private readonly demoSwitch: DemoSwitch,
    @Inject(Eraser) private readonly eraser: Eraser,
  ) {}

  /** Shows the demo ledger in this browser; makes it where there is none. */
  @Post()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiMayBeFull()
  @ApiProblems()
  async enter(
    @CurrentUser() user: RequestUser,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    this.demoSwitch.turnOn(request, response, user, await this.demo.ensure(user));
  }

  /** Shows the member's own ledger again; the demo stays as it is. */
  @Post('leave')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems()
  leave(@Res({ passthrough: true }) response: Response): void {
    this.demoSwitch.turnOff(response);
  }

  /** Removes the demo ledger for good, in all browsers. */
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems()
  async remove(@CurrentUser() user: RequestUser, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.eraser.eraseDemo(user);
    this.demoSwitch.turnOff(response);
  }
}
