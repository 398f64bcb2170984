import { Module } from '@nestjs/common';
import { FillsController } from './fills.controller.js';
import { ImportJob } from './import-job.js';
import { ImportThread } from './import-thread.js';
import { Imports } from './imports.js';
import { ImportsController } from './imports.controller.js';
import { UndoImport } from './undo-import.js';

/** Wants `IMPORT_PROGRAM` and `STREAM_HANDLERS` from a global module. */
@Module({
  controllers: [ImportsController, FillsController],
  providers: [Imports, ImportJob, ImportThread, UndoImport],
  exports: [Imports, ImportThread, UndoImport],
})
export class ImportsModule {}
