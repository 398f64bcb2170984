import { Controller, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { ImportAnswer } from '@singularity/contract';
import { FillsBody, ImportView } from '@singularity/contract/wire';
import { ForImports } from '../auth/tokens/token-scopes.js';
import { Unqueued } from '../auth/write-queue.js';
import { ApiBatch } from '../http/api-docs.js';
import { Context } from '../http/command-context.js';
import type { CommandContext } from '../http/command-context.js';
import { fileOfFills, fillsBody } from './fills-body.js';
import { UNANSWERED } from './import-options.js';
import { Imports } from './imports.js';

/** Fills of a program: an import without a file of a broker. */
@ApiTags('imports')
@Controller('api/user/fills')
@ForImports()
export class FillsController {
  constructor(@Inject(Imports) private readonly imports: Imports) {}

  /** Says what would become of them, as of files; with `confirm`, imports them where no question is open. */
  @Post()
  @Unqueued()
  @ApiBody({ type: FillsBody })
  @ApiBatch(ImportView, 201)
  async add(@Context() context: CommandContext, @Req() request: Request): Promise<ImportAnswer> {
    const { userId, idempotency: keyed } = context;
    const gone = new AbortController();
    request.res?.once('close', () => gone.abort());
    let confirms = false;
    const receive = async () => {
      const body = await fillsBody(request);
      confirms = body.confirm === true;
      return { files: [fileOfFills(body)], options: { ...UNANSWERED, accountId: body.accountId } };
    };
    const preview = await this.imports.add(userId, { receive, gone: gone.signal, keyed });
    const isReady = preview.questions.length === 0 && preview.counts.fills > 0;
    if (!confirms || !isReady) return preview;
    return this.imports.confirm({ ...context, idempotency: undefined }, preview.id);
  }
}
