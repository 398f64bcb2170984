import pg from 'pg';
import { loadConfig } from '../src/config.js';
import type { Config, Environment } from '../src/config.js';
import { startDiscordStandIn } from '@singularity/local/discord-stand-in.js';
import type { DiscordStandIn } from '@singularity/local/discord-stand-in.js';
import { createTestDatabase } from './test-database.js';

/** What an app under test stands on: a database of its own, a Discord, and the configuration that names both. */
export interface TestWorld {
  readonly config: Config;
  readonly discord: DiscordStandIn;
  /** For whoever administers the database. */
  readonly superuserUrl: string;
  /** SQL as superuser, past row level security. */
  sql<Row = Record<string, unknown>>(text: string, parameters?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export const PUBLIC_URL = 'http://singularity.test';
export const ROLE_ID = '1180451290417200003';

/** `now` is Discord's clock, in milliseconds. */
export async function startTestWorld(env: Environment = {}, now = Date.now): Promise<TestWorld> {
  const database = await createTestDatabase();
  const application = {
    clientId: '1180451290417200001',
    clientSecret: 'a secret between the app and the stand-in',
    guildId: '1180451290417200002',
    roleId: ROLE_ID,
    botToken: env['DISCORD_BOT_TOKEN'],
    redirectUris: [`${env['PUBLIC_URL'] ?? PUBLIC_URL}/api/auth/discord/callback`],
  };
  const discord = await startDiscordStandIn({ port: 0, now, ...application });
  const config = loadConfig({
    PUBLIC_URL,
    DATABASE_URL: database.config.url,
    DATABASE_OWNER_URL: database.config.ownerUrl,
    SESSION_SECRET: 'a session secret of the tests, long enough',
    DISCORD_BASE_URL: discord.url,
    DISCORD_CLIENT_ID: application.clientId,
    DISCORD_CLIENT_SECRET: application.clientSecret,
    DISCORD_GUILD_ID: application.guildId,
    DISCORD_ROLE_ID: application.roleId,
    ...env,
  });
  const outside = new pg.Pool({ connectionString: database.superuserUrl, max: 2 });
  return {
    config,
    discord,
    superuserUrl: database.superuserUrl,
    sql: async <Row>(text: string, parameters?: unknown[]) => (await outside.query(text, parameters)).rows as Row[],
    close: async () => {
      await discord.close();
      await outside.end();
      await database.drop();
    },
  };
}
