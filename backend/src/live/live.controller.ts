import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { RequestUser } from '../auth/session/session-user.js';
import { CurrentUser } from '../auth/signed-in.guard.js';
import { LiveMessageView, LiveQuery } from '@singularity/contract/wire';
import { ApiProblems } from '../http/api-docs.js';
import { takeTime } from '../runtime/request-context.js';
import { LiveStream } from './live-stream.js';
import { LiveStreams } from './live-streams.js';

@ApiTags('live')
@Controller('api/user/live')
export class LiveController {
  constructor(@Inject(LiveStreams) private readonly streams: LiveStreams) {}

  /**
   * Server-sent events: a message after each change of the ledger, and one at once where the client knows another
   * version. Ends with the session, with the role, and after some hours; then, or when it is cut, come again.
   */
  @Get()
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The version that the client knows.' })
  @ApiExtraModels(LiveMessageView)
  @ApiResponse({
    status: 200,
    description: 'Messages whose data is JSON.',
    content: { 'text/event-stream': { schema: { $ref: getSchemaPath(LiveMessageView) } } },
  })
  @ApiProblems()
  async listen(
    @CurrentUser() user: RequestUser,
    @Query() { since }: LiveQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    takeTime();
    const known = versionIn(request.get('Last-Event-ID')) ?? since ?? null;
    await this.streams.open(() => new LiveStream(request, user, response, known));
  }
}

/** Browsers send back the id of the last message; anything else is no version. */
function versionIn(lastEventId: string | undefined): number | null {
  return lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null;
}
