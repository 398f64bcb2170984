import { Global, Module } from '@nestjs/common';
import { PastThread } from './past-thread.js';
import { Timeline } from './timeline.js';

/** Ledgers as they stood. PAST_PROGRAM comes from the app module, which knows all questions. */
@Global()
@Module({ providers: [PastThread, Timeline], exports: [PastThread, Timeline] })
export class PastModule {}
