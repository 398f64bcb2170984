import { Module } from '@nestjs/common';
import { LiveController } from './live.controller.js';
import { LedgerAdvancedHandler, SessionsEndedHandler } from './live.handlers.js';
import { LiveStreams } from './live-streams.js';
import { LedgerNotifier } from './ledger-notifier.js';

@Module({
  controllers: [LiveController],
  providers: [LiveStreams, LedgerNotifier, LedgerAdvancedHandler, SessionsEndedHandler],
})
export class LiveModule {}
