import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DeletedTrade, Page } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import { ApiAnswer } from '../http/api-docs.js';
import { MemberId } from '../http/command-context.js';
import { DeletedTradePageView, VersionPageQuery } from '@singularity/contract/wire';
import { listDeleted } from './deleted-trades.js';

@ApiTags('trades')
@Controller('api/user/trades/deleted')
export class DeletedTradesController {
  constructor(@Inject(Tenants) private readonly tenants: Tenants) {}

  /** What was deleted and can be restored, the last deleted first. */
  @Get()
  @ApiAnswer(DeletedTradePageView)
  list(@MemberId() userId: string, @Query() query: VersionPageQuery): Promise<Page<DeletedTrade>> {
    return this.tenants.readTenant(userId, (tx) => listDeleted(tx, query));
  }
}
