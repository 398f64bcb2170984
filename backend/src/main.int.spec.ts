import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startTestWorld } from './testing/test-world.js';
import type { TestWorld } from './testing/test-world.js';

const PROGRAM = join(import.meta.dirname, '../dist/main.js');

let world: TestWorld;
beforeAll(async () => (world = await startTestWorld()));
afterAll(() => world.close());

it('refuses a database that may lose what it has confirmed, as the one of these tests may', async () => {
  const { database, discord, sessionSecret } = world.config;
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://singularity.test',
    DATABASE_URL: database.url,
    SESSION_SECRET: sessionSecret,
    DISCORD_CLIENT_ID: discord.clientId,
    DISCORD_CLIENT_SECRET: discord.clientSecret,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_ROLE_ID: discord.roleId,
  };
  const failure = await promisify(execFile)(process.execPath, [PROGRAM], { env }).then(
    () => null,
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  expect(failure?.code).toBe(78);
  expect(`${failure?.stdout}${failure?.stderr}`).toContain(
    'fsync, full_page_writes, synchronous_commit must not be off',
  );
});
