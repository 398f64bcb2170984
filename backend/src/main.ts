import 'reflect-metadata';
import { setTimeout } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { LoggerService, LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { configureHttp } from './auth/configure-http.js';
import { ConfigurationError, loadConfig } from './config.js';
import type { Config } from './config.js';
import { requireRole, WrongRole } from './database/connection-check.js';
import { NotDurableError, requireDurability } from './database/durability.js';
import { migrate } from './database/migrate.js';
import { TakeOver } from './event-store/take-over.js';
import { Drain } from './http/drain.js';
import { publishApi } from './http/openapi.js';
import { RequestLogger } from './http/request-logger.js';

/** How long what is under way may still take once the app is told to stop; in milliseconds. */
const MOST_TO_FINISH = 9_500;

export interface RunningApp {
  /** Where it listens. */
  readonly url: string;
  /** Lets nobody in any more, finishes what is under way, as far as it does not take too long, and lets go of everything. */
  close(): Promise<void>;
}

/** Serves, on a database that is migrated. Only in production, behind a proxy, is there more than loopback to listen on. */
export async function startApp(config: Config): Promise<RunningApp> {
  const app = await createApp(config, new RequestLogger(config.production));
  await app.listen(config.port, config.production ? '0.0.0.0' : '127.0.0.1');
  void app.get(TakeOver).keep();
  return {
    url: config.publicUrl,
    close: async () => {
      void app.get(Drain).begin();
      await Promise.race([app.close(), setTimeout(MOST_TO_FINISH, undefined, { ref: false })]);
    },
  };
}

/** The whole app, not listening yet. */
export async function createApp(
  config: Config,
  logger: LoggerService | LogLevel[] = ['fatal', 'error', 'warn'],
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    bodyParser: false,
    logger,
  });
  app.get(Drain).watch(app.getHttpServer());
  configureHttp(app, config);
  publishApi(app);
  return app;
}

/** `node main.js`: a deployment, where the environment must be complete. */
async function main(): Promise<void> {
  const logger = new Logger('singularity');
  try {
    const config = loadConfig();
    await requireDurability(config.database);
    await migrate(config.database);
    await requireRole(config.database);
    const { close } = await startApp(config);
    process.on('uncaughtException', (error) => {
      logger.fatal(error);
      process.exit(1);
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void close().then(() => process.exit(0)));
  } catch (error) {
    const refused =
      error instanceof ConfigurationError || error instanceof NotDurableError || error instanceof WrongRole;
    logger.fatal(refused ? error.message : error);
    process.exit(refused ? 78 : 1);
  }
}

// An old Node.js does not say, and is then refused aloud.
if (import.meta.main !== false) await main();
