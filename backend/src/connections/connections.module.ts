import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { BrokerWorld } from './broker-world.js';
import { Connections } from './connections.js';
import { ImportEndedHandler, MemberAdmittedHandler } from './connections.handlers.js';
import { ConnectionsController } from './connections.controller.js';
import { Consents } from './consents.js';
import { CredentialTest } from './credential-test.js';
import { CredentialVault } from './credentials.js';
import { SyncCommit } from './sync-commit.js';
import { SyncEnds } from './sync-ends.js';
import { SyncJob } from './sync-job.js';
import { SyncRequests } from './sync-requests.js';
import { SyncRounds } from './sync-rounds.js';

@Module({
  imports: [ImportsModule],
  controllers: [ConnectionsController],
  providers: [
    BrokerWorld,
    Connections,
    Consents,
    CredentialTest,
    CredentialVault,
    ImportEndedHandler,
    MemberAdmittedHandler,
    SyncCommit,
    SyncEnds,
    SyncJob,
    SyncRequests,
    SyncRounds,
  ],
})
export class ConnectionsModule {}
