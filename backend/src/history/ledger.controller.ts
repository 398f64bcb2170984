import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { once } from 'node:events';
import type { LedgerPlace, LedgerVerification } from '@singularity/contract';
import { GENESIS_HASH } from '@singularity/domain';
import type { LedgerHeader } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import { Clock } from '../event-store/clock.js';
import { readEvents, readHead, recordedAt } from '../event-store/events.table.js';
import type { Head } from '../event-store/events.table.js';
import { verifyLedger } from '../event-store/verify.js';
import { ApiAnswer, Count, Moment, OrNull, Text } from '../http/api-docs.js';
import { MemberId } from '../http/asked.js';
import { AsOfQuery, placeOf, versionAt } from '../past/as-of.js';

export class LedgerVerificationView implements LedgerVerification {
  @ApiProperty() valid!: boolean;
  @Count() version!: number;
  @Text() hash!: string;
  @Count({ ...OrNull, description: 'The first version that is not what was recorded.' }) brokenAt!: number | null;
  @Text({ ...OrNull, description: 'What is wrong there.' }) reason!: string | null;
  @Count({ description: 'Entries whose payload was redacted: the chain holds without it.' }) redacted!: number;
}

export class LedgerPlaceView implements LedgerPlace {
  @Count() version!: number;
  @Moment({ ...OrNull, description: 'Null before the first version.' }) recordedAt!: string | null;
}

const PAGE = 1_000;

@ApiTags('ledger')
@Controller('api/user/ledger')
export class LedgerController {
  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('verify')
  @ApiAnswer(LedgerVerificationView)
  verify(@MemberId() userId: string): Promise<LedgerVerification> {
    return this.tenants.readTenant(userId, verifyLedger);
  }

  /** The last version at a moment, or a version, and when it was recorded. Neither asks for the newest. */
  @Get('at')
  @ApiAnswer(LedgerPlaceView)
  at(@MemberId() userId: string, @Query() query: AsOfQuery): Promise<LedgerPlace> {
    return this.tenants.readTenant(userId, async (tx) => {
      const version = await versionAt(tx, placeOf(query));
      return { version, recordedAt: await recordedAt(tx, version) };
    });
  }

  /** The whole ledger as NDJSON: a header line, then each event with all that its hash is made of. */
  @Get('export')
  @ApiProduces('application/x-ndjson')
  @ApiResponse({ status: 200, description: 'A header line, then one line for each event.', schema: { type: 'string' } })
  async export(@MemberId() userId: string, @Res() response: Response): Promise<void> {
    const head = await this.tenants.readTenant(userId, readHead);
    response.type('application/x-ndjson').attachment('singularity-ledger.ndjson');
    await write(response, [this.headerOf(userId, head)]);
    // Page by page, each in a transaction of its own: what lies below the head never changes, and a slow reader
    // must not hold a connection.
    for (let after = 0; after < head.version && !response.destroyed; after += PAGE) {
      const upTo = Math.min(after + PAGE, head.version);
      await write(response, await this.tenants.readTenant(userId, (tx) => readEvents(tx, after, upTo)));
    }
    response.end();
  }

  /** Says by the head how many lines follow, so that a file that was cut is noticed. */
  private headerOf(userId: string, { version, hash }: Head): LedgerHeader {
    return { ledger: 1, userId, exportedAt: this.clock.now(), head: { version, hash }, genesis: GENESIS_HASH };
  }
}

async function write(response: Response, lines: readonly object[]): Promise<void> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  if (!response.write(text) && !response.destroyed)
    await Promise.race([once(response, 'drain'), once(response, 'close')]);
}
