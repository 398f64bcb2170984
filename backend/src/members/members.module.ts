import { Global, Module } from '@nestjs/common';
import { MemberRegistry, SettingsReader } from '../auth/session/member-identities.js';
import { DemoController } from './demo.controller.js';
import { DemoFilling } from './demo-filling.js';
import { DemoLedger } from './demo-ledger.js';
import { Eraser } from './eraser.js';
import { ErasureController } from './erasure.controller.js';
import { ExportController } from './export.controller.js';
import { ChangeSettingsHandler, MembersController } from './members.controller.js';
import { PreferencesController } from './preferences.controller.js';
import { MemberProvisioning } from './member-provisioning.js';
import { SessionsController } from './sessions.controller.js';
import { StorageController } from './storage.controller.js';
import { TokensController } from './tokens.controller.js';

/** Global, because whoever signs somebody in must be able to register them. Wants `STREAM_HANDLERS` and `EXPORT_PARTS` from a global module. */
@Global()
@Module({
  controllers: [
    MembersController,
    PreferencesController,
    SessionsController,
    TokensController,
    StorageController,
    DemoController,
    ErasureController,
    ExportController,
  ],
  providers: [
    MemberProvisioning,
    DemoFilling,
    DemoLedger,
    Eraser,
    ChangeSettingsHandler,
    { provide: MemberRegistry, useExisting: MemberProvisioning },
    { provide: SettingsReader, useExisting: MemberProvisioning },
  ],
  exports: [MemberRegistry, SettingsReader],
})
export class MembersModule {}
