import { Global, Module } from '@nestjs/common';
import { PastThread } from './past-thread.js';
import { LedgerQueryRunner } from './ledger-query-runner.js';

/** Ledgers as they stood. PAST_WORKER comes from the app module, which knows all queries. */
@Global()
@Module({ providers: [PastThread, LedgerQueryRunner], exports: [PastThread, LedgerQueryRunner] })
export class PastModule {}
