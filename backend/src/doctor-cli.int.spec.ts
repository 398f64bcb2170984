import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Environment } from './config.js';
import { PUBLIC_URL, startTestWorld } from './testing/test-world.js';
import type { TestWorld } from './testing/test-world.js';

const PROGRAM = join(import.meta.dirname, '../dist/doctor-cli.js');
const BOT = 'the-token.of-the.bot';

let world: TestWorld;
beforeAll(async () => (world = await startTestWorld({ DISCORD_BOT_TOKEN: BOT })));
afterAll(() => world.close());
afterEach(() => world.discord.fail('none'));

interface Examined {
  readonly code: number;
  readonly text: string;
}

function examine(change: Environment = {}): Promise<Examined> {
  const { database, discord, sessionSecret } = world.config;
  const env = {
    PATH: process.env['PATH'],
    PUBLIC_URL,
    DATABASE_URL: database.url,
    SESSION_SECRET: sessionSecret,
    DISCORD_BASE_URL: discord.baseUrl,
    DISCORD_CLIENT_ID: discord.clientId,
    DISCORD_CLIENT_SECRET: discord.clientSecret,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_ROLE_ID: discord.roleId,
    DISCORD_BOT_TOKEN: BOT,
    ...change,
  };
  return new Promise((resolve) =>
    execFile(process.execPath, [PROGRAM], { env }, (error, stdout, stderr) => {
      const text = stdout + stderr;
      const { password } = new URL(database.url);
      for (const secret of [sessionSecret, discord.clientSecret, BOT, password]) expect(text).not.toContain(secret);
      resolve({ code: Number(error?.code ?? 0), text });
    }),
  );
}
const faults = ({ text }: Examined) => text.split('\n').filter((line) => line.startsWith('✗'));

it('finds one fault of the tests’ world, which may forget, and all else well', async () => {
  const examined = await examine();
  expect(faults(examined)).toEqual([
    '✗ It may lose what it has confirmed: fsync, full_page_writes, synchronous_commit off.',
  ]);
  expect(examined.code).toBe(1);
  expect(examined.text.split('\n').filter((line) => line.startsWith('✓'))).toHaveLength(9);
});

it.each([
  ['the client secret', { DISCORD_CLIENT_SECRET: 'another' }, 'Discord does not accept DISCORD_CLIENT_ID and'],
  ['the bot', { DISCORD_BOT_TOKEN: 'another' }, 'Discord does not accept DISCORD_BOT_TOKEN'],
  ['the redirect', { PUBLIC_URL: 'http://elsewhere.test' }, 'http://elsewhere.test/api/auth/discord/callback is none'],
  ['the server', { DISCORD_GUILD_ID: '1180451290417200009' }, 'The bot does not see the server'],
  ['the role', { DISCORD_ROLE_ID: '1180451290417200009' }, 'The server has no role DISCORD_ROLE_ID'],
  ['the database', { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:9/none' }, 'does not let us in (ECONNREFUSED)'],
  ['the configuration', { SESSION_SECRET: 'short', DISCORD_ROLE_ID: '' }, 'DISCORD_ROLE_ID is missing'],
])('names what is wrong with %s', async (_case, change, fault) => {
  expect(faults(await examine(change)).join('\n')).toContain(fault);
});

it('leaves to a person what only a bot could ask', async () => {
  const { text } = await examine({ DISCORD_BOT_TOKEN: '' });
  expect(text.split('\n').filter((line) => line.startsWith('?'))).toHaveLength(2);
  expect(text).toContain(`${PUBLIC_URL}/api/auth/discord/callback must be one of them`);
});

it('sees a table without its wall, and migrations that have not run', async () => {
  await world.sql('ALTER TABLE settings NO FORCE ROW LEVEL SECURITY');
  await world.sql(`DELETE FROM migration WHERE name = 'RoleAnswers1763900000060'`);
  expect(faults(await examine())).toEqual(
    expect.arrayContaining(['✗ Migrations are pending.', '✗ Row level security is missing before settings.']),
  );
});
