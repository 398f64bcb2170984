import { Body, Controller, Get, Inject, Param, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { DaySheetAnswer, DayNoteAnswer, DayNoteCommandAnswer, NotedDaysAnswer } from '@singularity/contract';
import type { Day } from '@singularity/domain';
import { ApiAnswer, ApiCommand } from '../http/api-docs.js';
import { Context, MemberId } from '../http/command-context.js';
import type { CommandContext } from '../http/command-context.js';
import { DayPipe } from '../http/day.pipe.js';
import { LedgerQueryRunner } from '../past/ledger-query-runner.js';
import {
  AsOfQuery,
  DaySheetAsOfQuery,
  DayNoteCommandView,
  DayNoteView,
  DaySheetView,
  NotedDaysAsOfQuery,
  NotedDaysView,
  WriteDayNoteBody,
} from '@singularity/contract/wire';
import { WriteDayNote } from './days.commands.js';
import { daySheetQuery } from './day-sheet.queries.js';
import { dayNoteQueries } from './days.queries.js';

@ApiTags('days')
@Controller('api/user/days')
export class DaysController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(LedgerQueryRunner) private readonly queries: LedgerQueryRunner,
  ) {}

  /** The days that have a note. */
  @Get('notes')
  @ApiAnswer(NotedDaysView)
  noted(@MemberId() userId: string, @Query() query: NotedDaysAsOfQuery): Promise<NotedDaysAnswer> {
    return this.queries.ask(userId, dayNoteQueries.days, query);
  }

  /** All fills of a day, and the nearest days beside it that have some. */
  @Get(':day')
  @ApiAnswer(DaySheetView)
  day(
    @MemberId() userId: string,
    @Param('day', DayPipe) day: Day,
    @Query() query: DaySheetAsOfQuery,
  ): Promise<DaySheetAnswer> {
    return this.queries.ask(userId, daySheetQuery, { ...query, day });
  }

  @Get(':day/note')
  @ApiAnswer(DayNoteView)
  note(@MemberId() userId: string, @Param('day', DayPipe) day: Day, @Query() asOf: AsOfQuery): Promise<DayNoteAnswer> {
    return this.queries.ask(userId, dayNoteQueries.one, { ...asOf, day });
  }

  @Put(':day/note')
  @ApiCommand(DayNoteCommandView)
  write(
    @Context() context: CommandContext,
    @Param('day', DayPipe) day: Day,
    @Body() { notes }: WriteDayNoteBody,
  ): Promise<DayNoteCommandAnswer> {
    return this.commands.execute(new WriteDayNote(context, day, notes));
  }
}
