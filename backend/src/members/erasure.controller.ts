import { Body, Controller, Delete, HttpCode, Inject, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SessionOnly } from '../auth/tokens/token-scopes.js';
import { SignOut } from '../auth/sign-in/sign-out.js';
import type { RequestUser } from '../auth/session/session-user.js';
import { CurrentUser } from '../auth/signed-in.guard.js';
import { Unqueued } from '../auth/write-queue.js';
import { ApiProblems } from '../http/api-docs.js';
import { EraseBody } from '@singularity/contract/wire';
import { invalidFields } from '../http/problem.js';
import { Eraser } from './eraser.js';

@ApiTags('erasure')
@Controller('api/user')
@SessionOnly()
export class ErasureController {
  constructor(
    @Inject(Eraser) private readonly eraser: Eraser,
    @Inject(SignOut) private readonly signOut: SignOut,
  ) {}

  /**
   * Erases the member for good, with both ledgers and all sessions. Signing in again begins an empty ledger. Of a long
   * ledger, rows that nobody can reach any more may still be removed after the answer.
   */
  @Delete()
  @Unqueued()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems()
  async erase(
    @CurrentUser() user: RequestUser,
    @Body() { confirm }: EraseBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (confirm !== user.username)
      throw invalidFields([{ field: 'confirm', message: 'Type your username exactly as shown.' }]);
    const ledgers = await this.eraser.markMember(user);
    await this.signOut.leaveEverywhere(user.memberId, request, response);
    // Of who is erased nothing stays in this browser either, receipts and all.
    response.setHeader('Clear-Site-Data', '"cache", "storage"');
    await this.eraser.erase(ledgers);
  }
}
