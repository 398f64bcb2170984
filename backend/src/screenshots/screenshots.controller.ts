import { Controller, Delete, Get, Inject, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SCREENSHOT_LIMITS } from '@singularity/contract';
import type { Page, ScreenshotAnswer } from '@singularity/contract';
import { Unqueued } from '../auth/write-queue.js';
import type { KeyedRequest } from '../event-store/commands.table.js';
import { ApiAnswer, ApiFile, ApiIdempotencyKey, ApiUpload } from '../http/api-docs.js';
import { IdempotencyKey, MemberId } from '../http/command-context.js';
import { IdPipe } from '../http/id.pipe.js';
import { imageBody } from './image-body.js';
import { ScreenshotPageView, ScreenshotView } from '@singularity/contract/wire';
import { Screenshots } from './screenshots.js';

/** An image never changes under its id. A day, so that little outlives a sign-out or a removal in a browser's cache. */
const CACHE = 'private, max-age=86400, immutable';

@ApiTags('screenshots')
@Controller('api/user/trades/:id/screenshots')
export class ScreenshotsController {
  constructor(@Inject(Screenshots) private readonly screenshots: Screenshots) {}

  @Get()
  @ApiAnswer(ScreenshotPageView)
  async list(@MemberId() userId: string, @Param('id', IdPipe) id: string): Promise<Page<ScreenshotAnswer>> {
    return { items: await this.screenshots.list(userId, id), nextCursor: null };
  }

  /** The picture is the body. It is kept as WebP, at most 2,560 pixels wide, without what else its file says. */
  @Post()
  @Unqueued()
  @ApiUpload(ScreenshotView, SCREENSHOT_LIMITS.types)
  add(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @IdempotencyKey() keyed: KeyedRequest | undefined,
    @Req() request: Request,
  ): Promise<ScreenshotAnswer> {
    const gone = new AbortController();
    request.res?.once('close', () => gone.abort());
    return this.screenshots.add(userId, id, { receive: () => imageBody(request), gone: gone.signal, keyed });
  }

  @Get(':screenshotId')
  @ApiFile('image/webp')
  async image(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Param('screenshotId', IdPipe) screenshotId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const image = await this.screenshots.image(userId, id, screenshotId);
    response.setHeader('Cache-Control', CACHE);
    const disposition = `inline; filename="screenshot-${screenshotId}.webp"`;
    return new StreamableFile(image, { type: 'image/webp', length: image.length, disposition });
  }

  @Delete(':screenshotId')
  @ApiIdempotencyKey()
  @ApiAnswer(ScreenshotView)
  remove(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Param('screenshotId', IdPipe) screenshotId: string,
    @IdempotencyKey() keyed: KeyedRequest | undefined,
  ): Promise<ScreenshotAnswer> {
    return this.screenshots.remove(userId, { tradeId: id, id: screenshotId }, keyed);
  }
}
