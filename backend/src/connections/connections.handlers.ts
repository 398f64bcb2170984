import { Inject, Logger } from '@nestjs/common';
import { EventsHandler } from '@nestjs/cqrs';
import type { IEventHandler } from '@nestjs/cqrs';
import { MemberAdmitted } from '../auth/session/member-admitted.js';
import { ImportEnded } from '../imports/import-ended.js';
import { loggable } from '../runtime/loggable.js';
import { SyncRequests } from './sync-requests.js';

/** Whoever has the role again has their connections go on. */
@EventsHandler(MemberAdmitted)
export class MemberAdmittedHandler implements IEventHandler<MemberAdmitted> {
  private readonly logger = new Logger(MemberAdmittedHandler.name);

  constructor(@Inject(SyncRequests) private readonly requests: SyncRequests) {}

  async handle({ userId }: MemberAdmitted): Promise<void> {
    // The next run that is due looks again.
    await this.requests
      .resumeAll(userId)
      .catch((error: unknown) => this.logger.warn(`Connections were not resumed: ${loggable(error)}`));
  }
}

/** What waited for the answers to an import goes on. */
@EventsHandler(ImportEnded)
export class ImportEndedHandler implements IEventHandler<ImportEnded> {
  private readonly logger = new Logger(ImportEndedHandler.name);

  constructor(@Inject(SyncRequests) private readonly requests: SyncRequests) {}

  async handle({ userId, connectionId, importId }: ImportEnded): Promise<void> {
    // The next round takes it up.
    await this.requests
      .goOn(userId, connectionId, importId)
      .catch((error: unknown) => this.logger.warn(`A connection did not go on: ${loggable(error)}`));
  }
}
