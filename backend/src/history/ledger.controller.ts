import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Logger, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { LedgerPosition, LedgerVerification } from '@singularity/contract';
import { Tenants } from '../database/tenants.js';
import { recordedAt } from '../event-store/events.table.js';
import { LedgerThread } from '../event-store/ledger-thread.js';
import { AsOfQuery, LedgerPositionView, LedgerVerificationView } from '@singularity/contract/wire';
import { ApiAnswer, ApiProblems } from '../http/api-docs.js';
import { MemberId } from '../http/command-context.js';
import { OneAtATime } from '../http/one-at-a-time.js';
import { unavailable } from '../http/problem.js';
import { readAsOf, versionAt } from '../past/as-of.js';
import { LedgerQueryRunner } from '../past/ledger-query-runner.js';
import { takeTime } from '../runtime/request-context.js';
import { ledgerLines } from './ledger.export.js';

const RETRY_SECONDS = 10;

@ApiTags('ledger')
@Controller('api/user/ledger')
export class LedgerController {
  private readonly logger = new Logger(LedgerController.name);
  private readonly verifying = new OneAtATime('Your ledger is already being verified.');
  private readonly exporting = new OneAtATime('Your ledger is already being exported.');

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(LedgerQueryRunner) private readonly queries: LedgerQueryRunner,
    @Inject(LedgerThread) private readonly thread: LedgerThread,
  ) {}

  @Get('verify')
  @ApiAnswer(LedgerVerificationView)
  verify(@MemberId() userId: string): Promise<LedgerVerification> {
    return this.verifying.run(userId, () => {
      takeTime();
      return this.thread.verify(userId).catch((error: unknown) => {
        this.logger.error(error);
        throw unavailable('Your ledger could not be verified. Try again.', RETRY_SECONDS);
      });
    });
  }

  /** The last version at a moment, or a version, and when it was recorded. Neither asks for the newest. */
  @Get('at')
  @ApiAnswer(LedgerPositionView)
  at(@MemberId() userId: string, @Query() query: AsOfQuery): Promise<LedgerPosition> {
    return this.tenants.readTenant(userId, async (tx) => {
      const version = await versionAt(tx, readAsOf(query));
      return { version, recordedAt: await recordedAt(tx, version) };
    });
  }

  /** The whole ledger as NDJSON: a header line, then each event with all that its hash is made of. */
  @Get('export')
  @ApiProduces('application/x-ndjson')
  @ApiResponse({ status: 200, description: 'A header line, then one line for each event.', schema: { type: 'string' } })
  @ApiProblems()
  export(@MemberId() userId: string, @Res() response: Response): Promise<void> {
    return this.exporting.run(userId, async () => {
      takeTime();
      const snapshot = await this.queries.snapshot(userId);
      // The type last: an attachment takes one from its name.
      response.attachment('singularity-ledger.ndjson').type('application/x-ndjson');
      await pipeline(ledgerLines(snapshot), response);
    });
  }
}
