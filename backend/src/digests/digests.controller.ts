import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { PAGE_SIZE } from '@singularity/contract';
import type { DigestFile, DigestItem, LedgerKey, Page } from '@singularity/contract';
import type { Day } from '@singularity/domain';
import { Public } from '../auth/signed-in.guard.js';
import { Tenants } from '../database/tenants.js';
import { ApiAnswer, ApiOpenProblems } from '../http/api-docs.js';
import { MemberId } from '../http/command-context.js';
import { DayPipe } from '../http/day.pipe.js';
import { DigestFileView, DigestPageView, DigestsQuery, LedgerKeysView } from '@singularity/contract/wire';
import { notFound } from '../http/problem.js';
import { readDigest, readDigests } from './digests.table.js';
import { Notary } from './notary.js';

@ApiTags('ledger')
@Controller('api')
export class DigestsController {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Notary) private readonly notary: Notary,
  ) {}

  /** The days on which the head of this ledger was signed along with all others. */
  @Get('user/ledger/digests')
  @ApiAnswer(DigestPageView)
  async list(
    @MemberId() userId: string,
    @Query() { cursor, limit = PAGE_SIZE.default }: DigestsQuery,
  ): Promise<Page<DigestItem>> {
    const digests = await this.tenants.readTenant(userId, (tx) => readDigests(tx, cursor ?? null, limit + 1));
    const items = digests.slice(0, limit);
    return { items, nextCursor: digests.length > limit ? (items.at(-1)?.day ?? null) : null };
  }

  /** A file to keep: an export that agrees with it was not rewritten or cut short since that day. */
  @Get('user/ledger/digests/:day')
  @ApiAnswer(DigestFileView)
  async download(
    @MemberId() userId: string,
    @Param('day', DayPipe) day: Day,
    @Res({ passthrough: true }) response: Response,
  ): Promise<DigestFile> {
    const digest = await this.tenants.readTenant(userId, (tx) => readDigest(tx, day));
    if (!digest) throw notFound();
    response.attachment(`singularity-digest-${digest.day}.json`);
    return digest;
  }

  /** Every key that has ever signed digests, newest first: public, so that anybody can compare and write it down. */
  @Get('ledger-keys')
  @Public()
  @ApiResponse({ status: 200, type: LedgerKeysView })
  @ApiOpenProblems()
  async keys(): Promise<{ readonly items: readonly LedgerKey[] }> {
    return { items: await this.notary.keys() };
  }
}
