import { Module } from '@nestjs/common';
import { LiveController } from './live.controller.js';
import { BesideChangedHandler, LedgerAdvancedHandler, SessionsEndedHandler } from './live.handlers.js';
import { LiveStreams } from './live-streams.js';
import { LedgerNotifier } from './ledger-notifier.js';

@Module({
  controllers: [LiveController],
  providers: [LiveStreams, LedgerNotifier, LedgerAdvancedHandler, BesideChangedHandler, SessionsEndedHandler],
})
export class LiveModule {}
