import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { SessionAnswer } from '@singularity/contract';
import { SessionView } from '@singularity/contract/wire';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { ApiAnswer } from '../http/api-docs.js';
import { SessionOnly } from './tokens/token-scopes.js';
import { SettingsReader } from './session/member-identities.js';
import type { RequestUser } from './session/session-user.js';
import { Sessions } from './session/sessions.js';
import { CurrentUser } from './signed-in.guard.js';

/** Who is signed in, and what a page must know before it shows anything. */
@ApiTags('sign-in')
@Controller('api/auth/session')
@SessionOnly()
export class SessionController {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'market'>,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SettingsReader) private readonly settings: SettingsReader,
  ) {}

  @Get()
  @ApiAnswer(SessionView)
  async session(
    @CurrentUser() user: RequestUser,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionAnswer> {
    this.sessions.sendXsrfToken(request, response, user);
    const { dbUserId, memberId, discordId, username, avatar, expiresAt } = user;
    const { settings, ledger } = await this.settings.settingsOf(dbUserId);
    return {
      user: { dbUserId, discordId, username, avatar, settings },
      expiresAt,
      demo: dbUserId !== memberId,
      market: this.config.market !== null,
      ledger,
    };
  }
}
