import { Global, Module } from '@nestjs/common';
import { MemberRegistry, SettingsReader } from '../auth/members.js';
import { ChangeSettingsHandler, MembersController } from './members.controller.js';
import { Registrar } from './registrar.js';

/** Global, because whoever signs somebody in must be able to register them. */
@Global()
@Module({
  controllers: [MembersController],
  providers: [
    Registrar,
    ChangeSettingsHandler,
    { provide: MemberRegistry, useExisting: Registrar },
    { provide: SettingsReader, useExisting: Registrar },
  ],
  exports: [MemberRegistry, SettingsReader],
})
export class MembersModule {}
