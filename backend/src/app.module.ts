import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountsModule } from './accounts/accounts.module.js';
import { accountStreamHandler } from './accounts/accounts.stream-handler.js';
import { AuthModule } from './auth/auth.module.js';
import { WriteQueue } from './auth/write-queue.js';
import type { Config } from './config.js';
import { CONFIG } from './config.token.js';
import { ConsumersModule } from './consumers/consumers.module.js';
import { ConnectionsModule } from './connections/connections.module.js';
import { connectionStreamHandler } from './connections/connections.stream-handler.js';
import { DatabaseModule } from './database/database.module.js';
import { DaysModule } from './days/days.module.js';
import { dayNoteStreamHandler } from './days/days.stream-handler.js';
import { DigestsModule } from './digests/digests.module.js';
import { EventStoreModule } from './event-store/event-store.module.js';
import { LEDGER_PROGRAM } from './event-store/ledger-thread.js';
import { READ_MODELS } from './event-store/projection.js';
import { RowWriter } from './event-store/row-writer.js';
import { exportParts } from './export-parts.js';
import { HistoryModule } from './history/history.module.js';
import { Drain } from './http/drain.js';
import { EtagInterceptor } from './http/etag.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { UpToDateInterceptor } from './http/up-to-date.interceptor.js';
import { createValidationPipe } from './http/validation.js';
import { IMPORT_PROGRAM } from './imports/import-thread.js';
import { importStreamHandler } from './imports/imports.stream-handler.js';
import { ImportsModule } from './imports/imports.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { LiveModule } from './live/live.module.js';
import { MarketModule } from './market/market.module.js';
import { STREAM_HANDLERS } from './event-store/stream-handlers.js';
import type { StreamHandlers } from './event-store/stream-handlers.js';
import { memberStreamHandler } from './members/members.stream-handler.js';
import { MembersModule } from './members/members.module.js';
import { EXPORT_PARTS } from './past/export-part.js';
import { PastModule } from './past/past.module.js';
import { PAST_WORKER } from './past/past-thread.js';
import type { PastWorker } from './past/past-thread.js';
import { createReadModels, readModelEntities } from './read-models.js';
import { RestoreModule } from './restore/restore.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ScreenshotStore } from './screenshots/screenshot-store.js';
import { ScreenshotsModule } from './screenshots/screenshots.module.js';
import { StatsModule } from './stats/stats.module.js';
import { TraceExport } from './runtime/trace-export.js';
import { StatusModule } from './status/status.module.js';
import { TradesModule } from './trades/trades.module.js';
import { tradeStreamHandler } from './trades/trades.stream-handler.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** Built code for tests and for the running app alike: from `src` and from `dist` the way there is the same. */
export const pastWorker: PastWorker = {
  url: new URL('../dist/past.worker.js', import.meta.url),
  patienceMs: 20_000,
  stuckMs: 120_000,
};

const importsWorker = new URL('../dist/imports.worker.js', import.meta.url);
const ledgerWorker = new URL('../dist/ledger.worker.js', import.meta.url);

/** Hands around what its users must not know by name. */
@Global()
@Module({
  providers: [
    { provide: READ_MODELS, inject: [RowWriter], useFactory: createReadModels },
    { provide: PAST_WORKER, useValue: pastWorker },
    { provide: LEDGER_PROGRAM, useValue: ledgerWorker },
    { provide: IMPORT_PROGRAM, useValue: importsWorker },
    {
      provide: STREAM_HANDLERS,
      useValue: {
        user: memberStreamHandler,
        account: accountStreamHandler,
        trade: tradeStreamHandler,
        day: dayNoteStreamHandler,
        import: importStreamHandler,
        connection: connectionStreamHandler,
      } satisfies StreamHandlers,
    },
  ],
  exports: [READ_MODELS, STREAM_HANDLERS, PAST_WORKER, LEDGER_PROGRAM, IMPORT_PROGRAM],
})
class ReadModelsModule {}

/** All that a member can take along, from whoever keeps it. */
@Global()
@Module({
  imports: [ScreenshotsModule],
  providers: [{ provide: EXPORT_PARTS, inject: [ScreenshotStore], useFactory: exportParts }],
  exports: [EXPORT_PARTS],
})
class ExportPartsModule {}

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
        PastModule,
        ExportPartsModule,
        AuthModule,
        MembersModule,
        AccountsModule,
        TradesModule,
        DaysModule,
        ImportsModule,
        ConnectionsModule,
        WebhooksModule,
        RestoreModule,
        ScreenshotsModule,
        HistoryModule,
        LiveModule,
        DigestsModule,
        StatsModule,
        ReportsModule,
        MarketModule.with(config),
        StatusModule,
      ],
      providers: [
        Drain,
        TraceExport,
        { provide: APP_FILTER, useClass: ProblemFilter },
        // First, so that a write is over whichever of the others fails.
        { provide: APP_INTERCEPTOR, useExisting: WriteQueue },
        { provide: APP_INTERCEPTOR, useClass: UpToDateInterceptor },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
        { provide: APP_PIPE, useFactory: createValidationPipe },
      ],
    };
  }

  /** The ledger and its read models, without HTTP: all that the tools of operators need. */
  static archive(config: Pick<Config, 'database'>): DynamicModule['imports'] & object {
    return [
      ConfigModule.with(config),
      DatabaseModule.with(readModelEntities),
      CqrsModule.forRoot(),
      EventStoreModule,
      ReadModelsModule,
      JobsModule,
      ConsumersModule,
    ];
  }
}
