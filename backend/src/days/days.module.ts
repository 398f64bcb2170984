import { Module } from '@nestjs/common';
import { WriteDayNoteHandler } from './days.commands.js';
import { DaysController } from './days.controller.js';

@Module({ controllers: [DaysController], providers: [WriteDayNoteHandler] })
export class DaysModule {}
