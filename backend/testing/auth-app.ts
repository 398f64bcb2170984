import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Global, Inject, Injectable, Module, Post, Req } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import type { Request } from 'express';
import { DEFAULT_SETTINGS, toInstant } from '@singularity/domain';
import { AuthModule } from '../src/auth/auth.module.js';
import { configureHttp } from '../src/auth/configure-http.js';
import { MemberRegistry, SettingsReader } from '../src/auth/session/member-identities.js';
import type { DiscordProfile } from '../src/auth/discord/membership.js';
import { CurrentUser, Public } from '../src/auth/signed-in.guard.js';
import type { SessionUser } from '../src/auth/session/session-user.js';
import type { Config, Environment } from '../src/config.js';
import { CONFIG } from '../src/config.token.js';
import { DatabaseModule } from '../src/database/database.module.js';
import { Tenants } from '../src/database/tenants.js';
import { Clock } from '../src/runtime/clock.js';
import { HttpAdapter } from '../src/http/http-server.js';
import { READ_LIMITS } from '../src/http/limit-reads.js';
import { ProblemFilter } from '../src/http/problem.filter.js';
import { Browser } from './browser.js';
import { startTestWorld } from './test-world.js';
import type { TestWorld } from './test-world.js';

/** The door alone, with real sessions, a real database, a stand-in for Discord, and two rooms behind it. */
export interface AuthApp extends TestWorld {
  readonly url: string;
  /** A second process of the same app, as far as sessions and grants go. */
  readonly other: Pick<AuthApp, 'url' | 'get'>;
  browser(): Browser;
  /** Moves the clock of the app and of Discord ahead, not that of the database. */
  readonly clock: AheadClock;
  /** The same, and that of the database as far as the last checks of roles go. */
  pass(seconds: number): Promise<void>;
  /** Something of the first process, from inside. */
  get<Part>(part: Type<Part>): Part;
}

class AheadClock extends Clock {
  private movedMs = 0;

  override now() {
    return toInstant(new Date(Date.now() + this.movedMs));
  }

  pass(seconds: number): void {
    this.movedMs += seconds * 1_000;
  }
}

export { PUBLIC_URL, ROLE_ID } from './test-world.js';

/** Registers as little as sign-in needs. */
@Injectable()
class PlainMembers implements MemberRegistry, SettingsReader {
  constructor(@Inject(Tenants) private readonly tenants: Tenants) {}

  register(userId: string, { discordId, username, avatar }: DiscordProfile): Promise<void> {
    return this.tenants.withTenant(userId, async (tx) => {
      await tx.query(
        `INSERT INTO app_user (user_id, discord_id, username, avatar, created_at, updated_at)
         VALUES ($1, $2, $3, $4, now(), now()) ON CONFLICT (user_id) DO UPDATE SET username = $3, avatar = $4`,
        [userId, discordId, username, avatar],
      );
    });
  }

  settingsOf() {
    const settings = { ...DEFAULT_SETTINGS, streamVersion: 1 };
    return Promise.resolve({ settings, ledger: { version: 1, hash: '' } });
  }
}

/** Says 'entered' when a request is in the room for long, and lets it go on 'leave'. */
export const longStay = new EventEmitter();

@Controller('api/room')
class Room {
  @Get()
  whoIsIn(@CurrentUser() user: SessionUser) {
    return { dbUserId: user.dbUserId };
  }

  @Post()
  write() {
    return { written: true };
  }

  /** Changes its session, and waits for 'leave' before it answers. */
  @Get('long')
  async stayLong(@Req() request: Request) {
    const user = request.session.passport?.user;
    if (user) request.session.passport = { user: { ...user, username: 'changed under way' } };
    const left = once(longStay, 'leave');
    longStay.emit('entered');
    await left;
    return {};
  }

  @Get('hall')
  @Public()
  hall() {
    return { open: true };
  }
}

export async function startAuthApp(env: Environment = {}): Promise<AuthApp> {
  const clock = new AheadClock();
  const world = await startTestWorld(env, () => Date.parse(clock.now()));
  const [app, other] = [await listen(world.config, clock), await listen(world.config, clock)];
  return {
    ...world,
    url: app.url,
    other,
    clock,
    async pass(seconds) {
      clock.pass(seconds);
      await world.sql(
        `WITH checks AS (
           UPDATE access_grant SET checked_at = checked_at - make_interval(secs => $1),
             retry_at = retry_at - make_interval(secs => $1),
             last_definitive_at = last_definitive_at - make_interval(secs => $1))
         UPDATE identity SET role_confirmed_at = role_confirmed_at - make_interval(secs => $1),
           role_lost_at = role_lost_at - make_interval(secs => $1),
           token_died_at = token_died_at - make_interval(secs => $1)`,
        [seconds],
      );
    },
    get: app.get,
    browser: () => new Browser(app.url),
    close: async () => {
      await Promise.all([app.close(), other.close()]);
      await world.close();
    },
  };
}

type Listening = Pick<AuthApp, 'url' | 'get' | 'close'>;

async function listen(config: Config, clock: Clock): Promise<Listening> {
  @Global()
  @Module({
    providers: [
      { provide: CONFIG, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: MemberRegistry, useClass: PlainMembers },
      { provide: SettingsReader, useClass: PlainMembers },
    ],
    exports: [CONFIG, Clock, MemberRegistry, SettingsReader],
  })
  class Ground {}

  const built = await Test.createTestingModule({
    imports: [Ground, DatabaseModule.with([]), CqrsModule.forRoot(), AuthModule],
    controllers: [Room],
    providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
  }).compile();
  const app = built.createNestApplication<NestExpressApplication>(new HttpAdapter(), { logger: false });
  // Many requests of one member are under way at once here.
  configureHttp(app, config, { readLimits: { ...READ_LIMITS, runningOfOne: Infinity } });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, get: (part) => app.get(part), close: () => app.close() };
}
