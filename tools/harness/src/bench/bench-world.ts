import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Config } from '@singularity/backend/config.js';
import { migrate } from '@singularity/backend/database/migrate.js';
import { startDiscordStandIn } from '@singularity/local/discord-stand-in.js';
import type { DiscordStandIn } from '@singularity/local/discord-stand-in.js';
import { freePort } from '@singularity/local/free-port.js';
import { startLocalPostgres } from '@singularity/local/local-postgres.js';

/** A PostgreSQL with its usual settings, a stand-in for Discord, and the app in a process of its own. Ctrl-C ends them all. */
export interface BenchWorld {
  readonly database: Config['database'];
  readonly superuserUrl: string;
  readonly discord: DiscordStandIn;
  readonly appUrl: string;
  /** Once, however often it is asked for. */
  close(): Promise<void>;
}

/** Sixteen connections of each contestant, and those of the app, are more than PostgreSQL has by default. */
const ROOMY = { max_connections: '200' };

export const ROLE_ID = '1180451290417200003';

export async function startBenchWorld(connections: number): Promise<BenchWorld> {
  const closers: (() => Promise<unknown>)[] = [];
  let closed: Promise<void> | undefined;
  const closeAll = async () => {
    for (const closer of closers.toReversed()) await closer();
  };
  const close = () => (closed ??= closeAll());
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(1)));
  try {
    const dataDir = join(tmpdir(), `singularity-bench-${randomUUID()}`);
    closers.push(() => rm(dataDir, { recursive: true, force: true }));
    const postgres = await startLocalPostgres({ dataDir, settings: ROOMY, throwaway: true });
    closers.push(() => rm(postgres.folder, { recursive: true, force: true }), postgres.stop);
    const { ownerUrl } = postgres;
    const database = { url: ownerUrl, ownerUrl, eraserUrl: ownerUrl, poolSize: connections };
    await migrate(database);

    const port = await freePort();
    const appUrl = `http://127.0.0.1:${port}`;
    const application = {
      clientId: '1180451290417200001',
      clientSecret: randomBytes(16).toString('hex'),
      guildId: '1180451290417200002',
      roleId: ROLE_ID,
      redirectUris: [`${appUrl}/api/auth/discord/callback`],
    };
    const discord = await startDiscordStandIn({ port: 0, ...application });
    closers.push(discord.close);
    closers.push(
      await startApp(appUrl, {
        PORT: String(port),
        PUBLIC_URL: appUrl,
        DATABASE_URL: database.url,
        DATABASE_POOL_SIZE: String(connections),
        SESSION_SECRET: randomBytes(32).toString('hex'),
        DISCORD_BASE_URL: discord.url,
        DISCORD_CLIENT_ID: application.clientId,
        DISCORD_CLIENT_SECRET: application.clientSecret,
        DISCORD_GUILD_ID: application.guildId,
        DISCORD_ROLE_ID: application.roleId,
        WRITES_PER_MINUTE: '1000000',
        // A ledger of a million trades goes on.
        STORAGE_PER_MEMBER_MB: '1000000',
      }),
    );
    return { database, superuserUrl: databaseUrl(postgres.superuserUrl), discord, appUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** As in a deployment, and so that the load has no part in the time of the app. Gives what stops it. */
async function startApp(url: string, env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const child = fork(join(import.meta.dirname, '../../../../backend/dist/main.js'), { env, execArgv: [] });
  const ended = once(child, 'exit');
  while (!(await isServing(url))) {
    if (child.exitCode !== null) throw new Error('The app did not start.');
    await setTimeout(50);
  }
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

function isServing(url: string): Promise<boolean> {
  return fetch(`${url}/api/status`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** The superuser's way into the app's database. */
function databaseUrl(superuserUrl: string): string {
  return Object.assign(new URL(superuserUrl), { pathname: '/singularity' }).href;
}
