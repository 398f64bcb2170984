import { Global, Inject, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { Clock } from '../runtime/clock.js';
import type { DatabaseReading } from './connection-check.js';
import { createAppDataSource } from './data-source.js';
import type { Entities } from './data-source.js';
import { Presence } from './presence.js';
import { SameDatabase } from './same-database.js';
import { Tenants } from './tenants.js';

@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  static with(entities: Entities): DynamicModule {
    const dataSource = {
      provide: DataSource,
      inject: [CONFIG, Clock, SameDatabase],
      useFactory: ({ database }: Pick<Config, 'database'>, clock: Clock, same: SameDatabase) => {
        const hear = (reading: DatabaseReading) => {
          clock.hear(reading);
          same.hear(reading.incarnation);
        };
        return createAppDataSource(database, entities, { hear }).initialize();
      },
    };
    return {
      module: DatabaseModule,
      providers: [dataSource, Presence, SameDatabase, Tenants],
      exports: [dataSource, Presence, SameDatabase, Tenants],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}
