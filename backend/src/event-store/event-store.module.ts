import { Global, Module } from '@nestjs/common';
import { Clock } from './clock.js';
import { Ledger } from './ledger.js';
import { Replay } from './replay.js';
import { RowWriter } from './row-writer.js';

/** The archive. PROJECTIONS and AGGREGATE come from the app module, which knows all capabilities. */
@Global()
@Module({
  providers: [Clock, Ledger, Replay, RowWriter],
  exports: [Clock, Ledger, Replay, RowWriter],
})
export class EventStoreModule {}
