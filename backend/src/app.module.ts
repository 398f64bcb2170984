import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountsModule } from './accounts/accounts.module.js';
import { accountDesk } from './accounts/accounts.desk.js';
import { accountProjection } from './accounts/accounts.projection.js';
import { AuthModule } from './auth/auth.module.js';
import type { Config } from './config.js';
import { CONFIG } from './config.token.js';
import { DatabaseModule } from './database/database.module.js';
import { EventStoreModule } from './event-store/event-store.module.js';
import { AGGREGATE, PROJECTIONS } from './event-store/projection.js';
import { RowWriter } from './event-store/row-writer.js';
import { HistoryModule } from './history/history.module.js';
import { EtagInterceptor } from './http/etag.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { createValidationPipe } from './http/validation.js';
import { MarketModule } from './market/market.module.js';
import { DESKS } from './event-store/desks.js';
import type { Desks } from './event-store/desks.js';
import { memberDesk } from './members/members.desk.js';
import { MembersModule } from './members/members.module.js';
import { memberProjection } from './members/members.projection.js';
import { ScreenshotsModule } from './screenshots/screenshots.module.js';
import { DayStats } from './stats/day-stats.js';
import { DayStatsRow } from './stats/day-stats.entity.js';
import { StatsModule } from './stats/stats.module.js';
import { StatusModule } from './status/status.module.js';
import { TradesModule } from './trades/trades.module.js';
import { tradeDesk } from './trades/trades.desk.js';
import { tradeProjection } from './trades/trades.projection.js';

/** Everything that a command writes inline, and that a replay rebuilds. */
const projections = [memberProjection, accountProjection, tradeProjection];
const entities = [...projections.flatMap((projection) => projection.tables), DayStatsRow];

/** Hands around what its users must not know by name. */
@Global()
@Module({
  providers: [
    { provide: PROJECTIONS, useValue: projections },
    { provide: AGGREGATE, inject: [RowWriter], useFactory: (writer: RowWriter) => new DayStats(writer) },
    { provide: DESKS, useValue: { user: memberDesk, account: accountDesk, trade: tradeDesk } satisfies Desks },
  ],
  exports: [PROJECTIONS, AGGREGATE, DESKS],
})
class ReadModelsModule {}

@Global()
@Module({})
class ConfigModule {
  static with(config: Pick<Config, 'database'>): DynamicModule {
    const provider = { provide: CONFIG, useValue: config };
    return { module: ConfigModule, providers: [provider], exports: [provider] };
  }
}

/** The table of contents. */
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ...AppModule.archive(config),
        CqrsModule.forRoot(),
        AuthModule,
        MembersModule,
        AccountsModule,
        TradesModule,
        ScreenshotsModule,
        HistoryModule,
        StatsModule,
        MarketModule.with(config),
        StatusModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
        { provide: APP_PIPE, useFactory: createValidationPipe },
      ],
    };
  }

  /** The ledger and its read models, without HTTP: all that a replay needs. */
  static archive(config: Pick<Config, 'database'>): DynamicModule['imports'] & object {
    return [ConfigModule.with(config), DatabaseModule.with(entities), EventStoreModule, ReadModelsModule];
  }
}
