import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CompareAnswer } from '@singularity/contract';
import { CompareQuery, CompareView } from '@singularity/contract/wire';
import { ApiAnswer } from '../http/api-docs.js';
import { MemberId } from '../http/command-context.js';
import { invalidFields } from '../http/problem.js';
import { PastThread } from '../past/past-thread.js';
import { LedgerQueryRunner } from '../past/ledger-query-runner.js';
import { statsQueries } from './stats.queries.js';

@ApiTags('comparison')
@Controller('api/user/compare')
export class CompareController {
  constructor(
    @Inject(LedgerQueryRunner) private readonly queries: LedgerQueryRunner,
    @Inject(PastThread) private readonly past: PastThread,
  ) {}

  /** What became of the ledger between two of its versions, or until now: what is not what it was, and what came of it. */
  @Get()
  @ApiAnswer(CompareView)
  async compare(@MemberId() userId: string, @Query() query: CompareQuery): Promise<CompareAnswer> {
    const { fromVersion, fromMoment, toVersion, toMoment, cursor, limit } = query;
    if (fromVersion === undefined && fromMoment === undefined)
      throw invalidFields([{ field: 'fromVersion', message: 'Choose a version or moment to compare from.' }]);
    const [from, to] = await this.queries.versionsAt(userId, [
      { version: fromVersion, moment: fromMoment, fields: { version: 'fromVersion', moment: 'fromMoment' } },
      { version: toVersion, moment: toMoment, fields: { version: 'toVersion', moment: 'toMoment' } },
    ]);
    if (from > to) {
      const field = fromMoment === undefined ? 'fromVersion' : 'fromMoment';
      throw invalidFields([{ field, message: 'The start must be before the end.' }]);
    }
    return this.past.ask(statsQueries.comparison, userId, [from, to], { cursor, limit });
  }
}
