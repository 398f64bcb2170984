import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ConfigurationError, loadConfig } from './config.js';
import type { Environment } from './config.js';

const PROGRAM = join(import.meta.dirname, '../dist/main.js');
const CANARY = 'canary-5f1e';

const GOOD = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://singularity.test',
  DATABASE_URL: `postgres://app:${CANARY}-password@localhost:1/singularity`,
  SESSION_SECRET: `${CANARY}-session-secret-that-is-long-enough`,
  DISCORD_CLIENT_ID: '1180451290417200001',
  DISCORD_CLIENT_SECRET: `${CANARY}-client-secret`,
  DISCORD_GUILD_ID: '1180451290417200002',
  DISCORD_ROLE_ID: '1180451290417200003',
  DISCORD_BOT_TOKEN: `${CANARY}.bot.token`,
  TRADIER_TOKEN: `${CANARY}-tradier`,
} satisfies Environment;

/** One fault each: the variable that is wrong, and its value; null leaves it out. */
const BAD: readonly (readonly [variable: string, value: string | null])[] = [
  ['PUBLIC_URL', null],
  ['PUBLIC_URL', 'http://singularity.test'],
  ['PUBLIC_URL', `${CANARY}.example`],
  ['PUBLIC_URL', 'ftp://singularity.test'],
  ['PUBLIC_URL', `https://somebody:${CANARY}@singularity.test`],
  ['PUBLIC_URL', 'https://singularity.test/journal'],
  ['PUBLIC_URL', 'https://singularity.test/?from=here'],
  ['HOST', `${CANARY}.example`],
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '30.5'],
  ['PORT', CANARY],
  ['DATABASE_URL', null],
  ['DATABASE_URL', ''],
  ['DATABASE_URL', `${CANARY}`],
  ['DATABASE_URL', `mysql://app:${CANARY}@localhost/singularity`],
  ['DATABASE_OWNER_URL', `owner:${CANARY}@localhost`],
  ['DATABASE_ERASER_URL', `eraser:${CANARY}@localhost`],
  ['DATABASE_POOL_SIZE', '1'],
  ['DATABASE_POOL_SIZE', '-10'],
  ['SESSION_SECRET', null],
  ['SESSION_SECRET', `${CANARY}-short`],
  ['SESSION_SECRET', 'change-me-change-me-change-me-change-me'],
  ['SESSION_SECRET', 'x'.repeat(64)],
  ['DIGEST_SIGNING_KEY', `${CANARY}`],
  ['CREDENTIALS_KEY', `${CANARY}`],
  ['CREDENTIALS_KEY_PREVIOUS', `${CANARY}`],
  ['BROKERS_BASE_URL', `${CANARY}`],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', `${CANARY}`],
  ['METRICS_TOKEN', `${CANARY}-short`],
  ['METRICS_TOKEN', `${CANARY} with spaces, and long enough for one`],
  ['WEBHOOKS_TO_LOOPBACK', CANARY],
  ['WEBHOOKS_TO_LOOPBACK', 'true'],
  ['DISCORD_CLIENT_ID', null],
  ['DISCORD_CLIENT_ID', `${CANARY}`],
  ['DISCORD_CLIENT_SECRET', null],
  ['DISCORD_GUILD_ID', null],
  ['DISCORD_GUILD_ID', '1180'],
  ['DISCORD_ROLE_ID', null],
  ['DISCORD_ROLE_ID', 'Singularity'],
  ['DISCORD_BASE_URL', 'https://discord.test'],
  ['DISCORD_BASE_URL', 'discord.com'],
  ['DISCORD_BOT_TOKEN', `Bot ${CANARY}`],
  ['DISCORD_INVITE_URL', `http://discord.gg/${CANARY}`],
  ['DISCORD_INVITE_URL', `https://${CANARY} gg`],
  ['TRADIER_BASE_URL', `${CANARY}`],
  ['TRUSTED_PROXIES', 'true'],
  ['TRUSTED_PROXIES', '11'],
  ['SIGN_INS_PER_MINUTE', '0'],
  ['WRITES_PER_MINUTE', '1e9'],
  ['QUOTES_PER_MINUTE', '-1'],
  ['TOKEN_REQUESTS_PER_MINUTE', '0'],
  ['STORAGE_PER_MEMBER_MB', '0'],
  ['LOG_REQUESTS', CANARY],
];

function refusalOf(env: Environment): ConfigurationError {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

it('takes a configuration that is right', () => {
  expect(loadConfig(GOOD)).toMatchObject({ production: true, publicUrl: GOOD.PUBLIC_URL });
});

it.each(BAD)('refuses %s = %j by name, and repeats no value', (variable, value) => {
  const { faults, message } = refusalOf({ ...GOOD, [variable]: value ?? undefined });
  expect(new Set(faults.map((fault) => fault.split(' ')[0]))).toEqual(new Set([variable]));
  expect(message).not.toContain(CANARY);
});

/** Runs it to its end; gives its code and all that it said. */
function run(env: Environment, ...options: string[]): Promise<{ code: unknown; text: string }> {
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      [...options, PROGRAM],
      { env: { ...GOOD, ...env, PATH: process.env['PATH'] } },
      (error, ...output) => resolve({ code: error?.code, text: output.join('') }),
    ),
  );
}

it('ends the program with 78 and every fault at once, before anything is asked of the network', async () => {
  const all = Object.fromEntries(BAD.map(([variable]) => [variable, variable === 'PORT' ? CANARY : `?${CANARY}`]));
  const { code, text } = await run(all);
  expect(code).toBe(78);
  const tellable = Object.keys(all).filter((variable) => variable !== 'DISCORD_CLIENT_SECRET');
  for (const variable of tellable) expect(text).toContain(`- ${variable} `);
  expect(text).not.toContain(CANARY);
  expect(JSON.parse(text)).toMatchObject({ level: 'fatal' });
});

it('refuses a Node.js that is too old aloud', async () => {
  const old = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.19.0" } })';
  const { code, text } = await run({}, '--import', `data:text/javascript,${encodeURIComponent(old)}`);
  expect({ code, text }).toEqual({ code: 78, text: expect.stringContaining('Node.js 20.19.0 is too old') as string });
});
