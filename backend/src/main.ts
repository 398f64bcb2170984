import 'reflect-metadata';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { LoggerService, LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { configureHttp } from './auth/configure-http.js';
import { isProduction, loadConfig } from './config.js';
import type { Config } from './config.js';
import { requireRoles } from './database/connection-check.js';
import { codeOf, DatabaseStartError } from './database/database-start-error.js';
import { requireDurability } from './database/durability.js';
import { migrate, MIGRATES } from './database/migrate.js';
import { ProjectionUpgrade } from './event-store/projection-upgrade.js';
import { Drain } from './http/drain.js';
import { HttpAdapter } from './http/http-server.js';
import { loggable } from './runtime/loggable.js';
import { publishApi } from './http/openapi.js';
import { RequestLogger } from './runtime/request-logger.js';
import { toldToStop } from './runtime/told-to-stop.js';
import { StartError } from './runtime/start-error.js';
import { VERSION } from './version.js';

/** How long what is under way may still take once the app is told to stop; in milliseconds. */
const MOST_TO_FINISH = 9_500;

export interface RunningApp {
  /** Where members reach it. */
  readonly url: string;
  /** Where it listens. */
  readonly address: string;
  /** Lets nobody in any more, finishes what is under way, as far as it does not take too long, and lets go of everything. */
  close(): Promise<void>;
}

/** Serves, on a database that is migrated. */
export async function startApp(config: Config): Promise<RunningApp> {
  const app = await createApp(config, new RequestLogger(config.production, config.logRequests));
  await app.init();
  const address = await listen(app.getHttpServer(), config);
  void app.get(ProjectionUpgrade).keep();
  return {
    url: config.publicUrl,
    address,
    close: async () => {
      void app.get(Drain).begin();
      await Promise.race([app.close(), setTimeout(MOST_TO_FINISH, undefined, { ref: false })]);
    },
  };
}

/** @returns the address, as one writes it */
async function listen(server: Server, { host, port }: Config): Promise<string> {
  const address = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw new StartError(`The app cannot listen at ${address} (${codeOf(error)}). Look at HOST and PORT.`, 1);
  }
  return address;
}

/** The whole app, not listening yet. */
export async function createApp(
  config: Config,
  logger: LoggerService | LogLevel[] = ['fatal', 'error', 'warn'],
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), new HttpAdapter(), {
    bodyParser: false,
    // What fails is for whoever starts it to tell.
    abortOnError: false,
    logger,
  });
  app.get(Drain).watch(app.getHttpServer());
  configureHttp(app, config);
  publishApi(app);
  return app;
}

/** `node main.js`: a deployment, where the environment must be complete. */
async function main(): Promise<void> {
  Logger.overrideLogger(new RequestLogger(isProduction()));
  const logger = new Logger('singularity');
  process.on('uncaughtException', (error) => {
    logger.fatal(error);
    process.exit(1);
  });
  const stop = toldToStop();
  try {
    const { close, ...running } = await deploy();
    const { version, url, address, migrations } = running;
    logger.log(`Singularity ${version} serves ${url} at ${address}; ${migrations} migrations ran`, running);
    await stop;
    await close();
    process.exit(0);
  } catch (error) {
    process.exit(giveUp(error, logger));
  }
}

/** Says why in one line. @returns what to end with */
function giveUp(error: unknown, logger: Logger): number {
  if (!(error instanceof StartError)) {
    logger.fatal(error);
    return 1;
  }
  const { message, cause, exitCode } = error;
  logger.fatal(message.replaceAll(/\s*\n\s*/g, ' '), cause === undefined ? {} : { cause: loggable(cause) });
  return exitCode;
}

async function deploy() {
  const config = loadConfig();
  await requireDurability(config.database);
  const migrations = await migrate(config.database).catch((error: unknown) => {
    throw new DatabaseStartError('Migrations could not be run', MIGRATES, error);
  });
  await requireRoles(config.database);
  return { ...(await startApp(config)), version: VERSION, migrations };
}

// An old Node.js does not say, and is then refused aloud.
if (import.meta.main !== false) await main();
