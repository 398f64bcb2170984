import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { AccessToken, NewAccessToken, Page } from '@singularity/contract';
import { AccessTokenPageView, AccessTokenView, MakeTokenBody, NewAccessTokenView } from '@singularity/contract/wire';
import type { RequestUser } from '../auth/session/session-user.js';
import { CurrentUser } from '../auth/signed-in.guard.js';
import { AccessTokens } from '../auth/tokens/access-tokens.js';
import { SessionOnly } from '../auth/tokens/token-scopes.js';
import { ApiAnswer, ApiProblems } from '../http/api-docs.js';
import { IdPipe } from '../http/id.pipe.js';

/** What members let programs in with. Of the member, whichever ledger they look at: a token reaches their own. */
@ApiTags('tokens')
@Controller('api/user/tokens')
@SessionOnly()
export class TokensController {
  constructor(@Inject(AccessTokens) private readonly tokens: AccessTokens) {}

  @Get()
  @ApiAnswer(AccessTokenPageView)
  async list(@CurrentUser() { memberId }: RequestUser): Promise<Page<AccessToken>> {
    return { items: await this.tokens.listOf(memberId), nextCursor: null };
  }

  /** Its answer is told once and kept nowhere, under no key either. */
  @Post()
  @ApiCreatedResponse({ type: NewAccessTokenView })
  @ApiProblems()
  make(@CurrentUser() { memberId }: RequestUser, @Body() body: MakeTokenBody): Promise<NewAccessToken> {
    return this.tokens.make(memberId, body);
  }

  /** Revokes it; answers with the token as it was. */
  @Delete(':id')
  @ApiAnswer(AccessTokenView)
  revoke(@CurrentUser() { memberId }: RequestUser, @Param('id', IdPipe) id: string): Promise<AccessToken> {
    return this.tokens.revoke(memberId, id);
  }
}
