import { rm } from 'node:fs/promises';
import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { RestoreAnswer } from '@singularity/contract';
import { RestoreView } from '@singularity/contract/wire';
import type { RequestUser } from '../auth/session/session-user.js';
import { CurrentUser } from '../auth/signed-in.guard.js';
import { Unqueued } from '../auth/write-queue.js';
import { ApiArchive } from '../http/api-docs.js';
import { OneAtATime } from '../http/one-at-a-time.js';
import { UploadTurns } from '../http/upload-turns.js';
import type { FairQueueLimits } from '../runtime/fair-queue.js';
import { takeTime } from '../runtime/request-context.js';
import { Archive } from './archive.js';
import { restoreBody } from './restore-body.js';
import { Restore } from './restore.js';

/** Archives that are received and read at a time: each takes its size on disk, and work. */
const RESTORES: FairQueueLimits = { running: 2, runningOfOne: 1, most: 20, mostOfOne: 1 };
const LATE = ['Other archives are being restored. Try again in a minute.', 60] as const;

@ApiTags('export')
@Controller('api/user/restore')
export class RestoreController {
  private readonly restoring = new OneAtATime('Your journal is already being restored.');
  private readonly turns = new UploadTurns(RESTORES, LATE);

  constructor(@Inject(Restore) private readonly restore: Restore) {}

  /**
   * Brings a journal back out of the archive that `GET /api/user/export.zip` gives, with all ids. Only into a journal that
   * is empty, or has what the same archive brought before; whichever ledger the member looks at, it is their own.
   */
  @Post()
  @Unqueued()
  @HttpCode(200)
  @ApiArchive(RestoreView)
  add(@CurrentUser() { memberId }: RequestUser, @Req() request: Request): Promise<RestoreAnswer> {
    return this.restoring.run(memberId, () => this.turns.run(memberId, () => this.receive(memberId, request)));
  }

  private async receive(memberId: string, request: Request): Promise<RestoreAnswer> {
    const path = await restoreBody(request);
    takeTime();
    try {
      const archive = await Archive.open(path);
      return await this.restore.from(memberId, archive).finally(() => archive.close());
    } finally {
      await rm(path, { force: true });
    }
  }
}
