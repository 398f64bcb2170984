import { Module } from '@nestjs/common';
import { LiveController } from './live.controller.js';
import { LedgerAdvancedHandler, SessionsEndedHandler } from './live.handlers.js';
import { LiveStreams } from './live-streams.js';
import { Wire } from './wire.js';

@Module({
  controllers: [LiveController],
  providers: [LiveStreams, Wire, LedgerAdvancedHandler, SessionsEndedHandler],
})
export class LiveModule {}
