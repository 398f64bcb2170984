import { Global, Module } from '@nestjs/common';
import { PastThread } from './past-thread.js';
import { QueryRunner } from './query-runner.js';

/** Ledgers as they stood. PAST_WORKER comes from the app module, which knows all queries. */
@Global()
@Module({ providers: [PastThread, QueryRunner], exports: [PastThread, QueryRunner] })
export class PastModule {}
