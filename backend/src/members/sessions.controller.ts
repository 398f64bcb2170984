import { Controller, Delete, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Page, SessionItem } from '@singularity/contract';
import { SessionOnly } from '../auth/tokens/token-scopes.js';
import { SignOut } from '../auth/sign-in/sign-out.js';
import { Sessions } from '../auth/session/sessions.js';
import type { RequestUser } from '../auth/session/session-user.js';
import { CurrentUser } from '../auth/signed-in.guard.js';
import { Unqueued } from '../auth/write-queue.js';
import { SessionItemView, SessionPageView } from '@singularity/contract/wire';
import { ApiAnswer } from '../http/api-docs.js';
import { notFound } from '../http/problem.js';

@ApiTags('sign-in')
@Controller('api/user/sessions')
@SessionOnly()
export class SessionsController {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SignOut) private readonly signOut: SignOut,
  ) {}

  @Get()
  @ApiAnswer(SessionPageView)
  async list(@CurrentUser() { memberId }: RequestUser, @Req() request: Request): Promise<Page<SessionItem>> {
    return { items: await this.sessions.listOf(memberId, request), nextCursor: null };
  }

  /** Signs that device out; answers with the session as it was. */
  @Delete(':id')
  @Unqueued()
  @ApiAnswer(SessionItemView)
  async end(
    @CurrentUser() { memberId }: RequestUser,
    @Param('id') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionItem> {
    const session = (await this.sessions.listOf(memberId, request)).find((item) => item.id === id);
    if (!session) throw notFound();
    await this.sessions.closeOneOf(memberId, id);
    if (session.current) await this.signOut.leave(request, response);
    return session;
  }
}
