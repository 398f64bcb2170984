import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { DataSource } from 'typeorm';
import { CONFIG } from '../config.token.js';
import { RoleAccess } from './role/role-access.js';
import { AccessGrants } from './role/access-grants.table.js';
import { Authenticator } from './authenticator.js';
import { AuthController } from './auth.controller.js';
import { RevocationSafeguard } from './role/revocation-safeguard.js';
import { CircuitBreaker } from './discord/circuit-breaker.js';
import { DemoSwitch } from './session/demo-switch.js';
import { SignOut } from './sign-in/sign-out.js';
import { DiscordApi } from './discord/discord-api.js';
import { DiscordStrategy } from './sign-in/discord.strategy.js';
import { ProxyHeader } from './sign-in/https.guard.js';
import { MemberIdentities } from './session/member-identities.js';
import { PendingSignIns } from './sign-in/pending-sign-ins.js';
import { RateLimitGuard, rateLimits } from './rate-limit.guard.js';
import { RoleAnswers } from './role/role-answers.table.js';
import { RoleWatch } from './role/role-watch.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './session/sessions.js';
import { SignIn } from './sign-in/sign-in.js';
import { Standings } from './session/standings.table.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { SignedInGuard } from './signed-in.guard.js';
import { WriteQueue } from './write-queue.js';

/** The door. Wants `MemberRegistry`, `SettingsReader` and the `Clock` from global modules. */
@Global()
@Module({
  imports: [ThrottlerModule.forRootAsync({ inject: [CONFIG, DataSource], useFactory: rateLimits })],
  controllers: [AuthController, SessionController],
  providers: [
    RoleAccess,
    AccessGrants,
    AccessTokens,
    Authenticator,
    RevocationSafeguard,
    CircuitBreaker,
    DemoSwitch,
    SignOut,
    DiscordApi,
    DiscordStrategy,
    MemberIdentities,
    PendingSignIns,
    ProxyHeader,
    RoleAnswers,
    RoleWatch,
    Sessions,
    SignIn,
    Standings,
    WriteQueue,
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: SignedInGuard },
  ],
  exports: [
    AccessGrants,
    AccessTokens,
    Authenticator,
    RevocationSafeguard,
    DemoSwitch,
    SignOut,
    DiscordApi,
    MemberIdentities,
    ProxyHeader,
    Sessions,
    Standings,
    WriteQueue,
  ],
})
export class AuthModule {}
