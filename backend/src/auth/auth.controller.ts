import { Controller, Get, HttpCode, Inject, Logger, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiFoundResponse, ApiNoContentResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { InviteAnswer } from '@singularity/contract';
import { InviteView } from '@singularity/contract/wire';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { ApiOpenProblems, ApiProblems } from '../http/api-docs.js';
import { SessionOnly } from './tokens/token-scopes.js';
import { SignOut } from './sign-in/sign-out.js';
import { FromDiscordGuard, ToDiscordGuard } from './sign-in/discord.guards.js';
import type { AnsweredRequest } from './sign-in/discord.guards.js';
import { HttpsGuard } from './sign-in/https.guard.js';
import { SignInRoute } from './rate-limit.guard.js';
import type { RequestUser } from './session/session-user.js';
import { Sessions } from './session/sessions.js';
import { SignIn } from './sign-in/sign-in.js';
import { SignInEnded, SignInEndedFilter, signInFailed } from './sign-in/sign-in-ended.js';
import { CurrentUser, Public } from './signed-in.guard.js';
import { Unqueued } from './write-queue.js';

@ApiTags('sign-in')
@Controller('api/auth')
@UseFilters(SignInEndedFilter)
export class AuthController {
  private readonly logger = new Logger(AuthController.name);

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'discord'>,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SignOut) private readonly signOut: SignOut,
  ) {}

  /** The guard answers: with the way to Discord. */
  @Get('discord')
  @Public()
  @SignInRoute()
  @UseGuards(HttpsGuard, ToDiscordGuard)
  @ApiQuery({ name: 'returnTo', required: false, description: 'A path of the app to go to afterwards.' })
  @ApiQuery({ name: 'account', required: false, enum: ['another'], description: 'Has Discord ask who signs in.' })
  @ApiFoundResponse({ description: 'To Discord.' })
  @ApiOpenProblems()
  toDiscord(): void {
    return;
  }

  @Get('discord/callback')
  @Public()
  @SignInRoute()
  @UseGuards(HttpsGuard, FromDiscordGuard)
  @ApiFoundResponse({ description: 'Into the app with a session, or to the login page with the reason.' })
  @ApiOpenProblems()
  async fromDiscord(@Req() request: AnsweredRequest, @Res() response: Response): Promise<void> {
    try {
      await this.signIn.complete(request, response);
    } catch (error) {
      if (error instanceof SignInEnded) throw error;
      this.logger.error(error);
      throw signInFailed('retry');
    }
    response.redirect(request.authInfo.state.returnTo);
  }

  /** For whoever was refused, and so is not signed in. */
  @Get('discord/invite')
  @Public()
  @ApiOkResponse({ type: InviteView })
  @ApiOpenProblems()
  invite(): InviteAnswer {
    return { url: this.config.discord.inviteUrl };
  }

  @Post('logout')
  @SessionOnly()
  @Unqueued()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems()
  async logOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.signOut.leave(request, response);
  }

  @Post('logout-everywhere')
  @SessionOnly()
  @Unqueued()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems()
  async logOutEverywhere(
    @CurrentUser() { memberId }: RequestUser,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.signOut.leaveEverywhere(memberId, request, response);
  }
}
