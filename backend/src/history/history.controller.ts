import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ORIGINS, PAGE_SIZE, STREAM_TYPES } from '@singularity/contract';
import type { HistoryEntry, Origin, Page, StreamType } from '@singularity/contract';
import type { FieldChange } from '@singularity/domain';
import { Tenants } from '../database/tenants.js';
import { ApiAnswer, Choice, Count, Id, Moment, OrNull, Text } from '../http/api-docs.js';
import { MemberId } from '../http/asked.js';
import { IntegerField, TextField } from '../http/fields.js';
import { IdPipe } from '../http/id.pipe.js';
import { notFound } from '../http/problem.js';
import { readHistory } from './history.table.js';
import type { HistoryPage } from './history.table.js';

export class HistoryQuery implements HistoryPage {
  @TextField(20, { optional: true }) cursor?: string;
  @Type(() => Number) @IntegerField(1, PAGE_SIZE.max, { optional: true }) limit?: number;
}

export class FieldChangeView implements FieldChange {
  @Text() field!: string;
  @ApiProperty({ ...OrNull, description: 'What stood before: any JSON.', type: Object, required: true }) from!: unknown;
  @ApiProperty({ ...OrNull, description: 'What stands since: any JSON.', type: Object, required: true }) to!: unknown;
}

export class StreamView {
  @Choice(STREAM_TYPES) type!: StreamType;
  @Id() id!: string;
}

export class HistoryEntryView implements HistoryEntry {
  @Count() version!: number;
  @Count() streamVersion!: number;
  @ApiProperty({ type: StreamView }) stream!: StreamView;
  @Text({ example: 'TradeEdited' }) type!: string;
  @Moment() recordedAt!: string;
  @Choice(ORIGINS) origin!: Origin;
  @ApiProperty({ type: [FieldChangeView] }) changes!: FieldChangeView[];
  @Text() hash!: string;
}

export class HistoryPageView implements Page<HistoryEntry> {
  @ApiProperty({ type: [HistoryEntryView] }) items!: HistoryEntryView[];
  @Text(OrNull) nextCursor!: string | null;
}

/** Every change there ever was, with what stood before and after: also of trades that are deleted. */
@ApiTags('history')
@Controller('api/user')
export class HistoryController {
  constructor(@Inject(Tenants) private readonly tenants: Tenants) {}

  @Get('history')
  @ApiAnswer(HistoryPageView)
  all(@MemberId() userId: string, @Query() query: HistoryQuery): Promise<Page<HistoryEntry>> {
    return this.tenants.readTenant(userId, (tx) => readHistory(tx, query, null));
  }

  @Get('trades/:id/history')
  @ApiAnswer(HistoryPageView)
  ofTrade(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    return this.ofStream(userId, { type: 'trade', id }, query);
  }

  @Get('accounts/:id/history')
  @ApiAnswer(HistoryPageView)
  ofAccount(
    @MemberId() userId: string,
    @Param('id', IdPipe) id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    return this.ofStream(userId, { type: 'account', id }, query);
  }

  private async ofStream(
    userId: string,
    stream: { type: StreamType; id: string },
    query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    return this.tenants.readTenant(userId, async (tx) => {
      const page = await readHistory(tx, query, stream);
      const first = query.cursor === undefined ? page : await readHistory(tx, { limit: 1 }, stream);
      if (first.items.length === 0) throw notFound();
      return page;
    });
  }
}
