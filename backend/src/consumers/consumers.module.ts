import { Global, Module } from '@nestjs/common';
import { LedgerFollowers } from '../event-store/ledger-followers.js';
import { ConsumerJobs } from './consumer-jobs.js';
import { Consumers } from './consumers.js';
import { DeadLetters } from './dead-letters.js';

@Global()
@Module({
  providers: [ConsumerJobs, Consumers, DeadLetters, { provide: LedgerFollowers, useExisting: ConsumerJobs }],
  exports: [ConsumerJobs, Consumers, DeadLetters, LedgerFollowers],
})
export class ConsumersModule {}
