import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { DayNoteCommandAnswer } from '@singularity/contract';
import { dayStreamId } from '@singularity/domain';
import type { Day } from '@singularity/domain';
import { Ledger } from '../event-store/ledger.js';
import type { CommandContext } from '../http/command-context.js';
import { dayNoteStreamHandler } from './days.stream-handler.js';

/** Asks for the note of a day to be this, or none. */
export class WriteDayNote extends Command<DayNoteCommandAnswer> {
  constructor(
    readonly context: CommandContext,
    readonly day: Day,
    readonly notes: string | null,
  ) {
    super();
  }
}

@CommandHandler(WriteDayNote)
export class WriteDayNoteHandler implements ICommandHandler<WriteDayNote> {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  execute({ context, day, notes }: WriteDayNote): Promise<DayNoteCommandAnswer> {
    const command = { type: 'WriteDayNote', day, notes } as const;
    return this.ledger.handle(dayNoteStreamHandler, { ...context, streamId: dayStreamId(day), command });
  }
}
