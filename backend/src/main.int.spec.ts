import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Environment } from './config.js';
import { freePort } from '@singularity/local/free-port.js';
import { startLocalPostgres } from '@singularity/local/local-postgres.js';
import type { LocalPostgres } from '@singularity/local/local-postgres.js';
import { startTestWorld } from '../testing/test-world.js';
import type { TestWorld } from '../testing/test-world.js';

const PROGRAM = join(import.meta.dirname, '../dist/main.js');

let world: TestWorld;
beforeAll(async () => (world = await startTestWorld()));
afterAll(() => world.close());

function environment(change: Environment): NodeJS.ProcessEnv {
  const { discord, sessionSecret } = world.config;
  return {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://singularity.test',
    DATABASE_URL: world.config.database.url,
    SESSION_SECRET: sessionSecret,
    DISCORD_CLIENT_ID: discord.clientId,
    DISCORD_CLIENT_SECRET: discord.clientSecret,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_ROLE_ID: discord.roleId,
    ...change,
  };
}

/** Runs it to its end: its code, and the one line that it wrote. */
async function refusal(change: Environment = {}): Promise<{ code: unknown; line: unknown }> {
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, [PROGRAM], {
    env: environment(change),
  }).then(
    (output) => ({ code: 0, ...output }),
    (error: { code: unknown; stdout: string; stderr: string }) => error,
  );
  expect([stdout, stderr]).toEqual(['', expect.stringMatching(/^.+\n$/)]);
  return { code, line: JSON.parse(stderr) };
}

const saying = (text: string) =>
  expect.objectContaining({ level: 'fatal', message: expect.stringContaining(text) as string });

describe('a start that is refused is one line of JSON with what to do', () => {
  it('on a database that may lose what it has confirmed, as the one of these tests may', async () => {
    expect(await refusal()).toEqual({
      code: 78,
      line: saying('fsync, full_page_writes, synchronous_commit must not be off'),
    });
  });

  it('where a variable is missing', async () => {
    const { code, line } = await refusal({ PUBLIC_URL: undefined, DISCORD_ROLE_ID: '1' });
    expect({ code, line }).toEqual({ code: 78, line: saying('- PUBLIC_URL is missing. - DISCORD_ROLE_ID must be') });
  });

  it.each([
    ['nothing listens', { host: `127.0.0.1:1` }, '(ECONNREFUSED). Nothing listens there. Start the server'],
    [
      'the password is another',
      { password: 'another' },
      '(28P01). The password in DATABASE_URL is not that of the login',
    ],
  ])('where %s at DATABASE_URL', async (_case, change, what) => {
    const DATABASE_URL = Object.assign(new URL(world.config.database.url), change).href;
    expect(await refusal({ DATABASE_URL })).toEqual({
      code: 1,
      line: saying(`The database does not let us in ${what}`),
    });
  });
});

/** Whatever is left of it. */
function endGroup({ pid }: ChildProcess): void {
  try {
    process.kill(-pid!, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

describe('on a database that keeps what it has confirmed', () => {
  let home: string;
  let postgres: LocalPostgres;
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'singularity-main-'));
    postgres = await startLocalPostgres({ dataDir: join(home, 'postgres'), throwaway: true });
  });
  afterAll(async () => {
    for (const child of started) endGroup(child);
    await postgres.stop();
    for (const folder of [postgres.folder, home]) await rm(folder, { recursive: true, force: true });
  });

  /** In a process group of its own, so that it can be ended whole, whatever fails. */
  function start(args: readonly string[], change: Environment): ChildProcess {
    const env = environment({ DATABASE_URL: postgres.ownerUrl, ...change });
    const child = spawn(process.execPath, args, { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(child);
    return child;
  }

  async function firstLine({ stdout }: ChildProcess): Promise<unknown> {
    const [line] = (await once(createInterface({ input: stdout! }), 'line')) as [string];
    return JSON.parse(line);
  }

  const answers = (port: number) => fetch(`http://127.0.0.1:${port}/api/status`).then(({ status }) => status);

  it('says what runs where and what was migrated, and ends at SIGTERM', async () => {
    const port = await freePort();
    const child = start([PROGRAM], { PORT: String(port) });
    expect(await firstLine(child)).toMatchObject({
      level: 'log',
      message: expect.stringMatching(/^Singularity \d+\.\d+\.\d+ /) as string,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      address: `127.0.0.1:${port}`,
      migrations: expect.any(Number) as number,
    });
    expect(await answers(port)).toBe(200);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('refuses to start where something else listens, and says where that is', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const refused = await refusal({ DATABASE_URL: postgres.ownerUrl, PORT: String(port) });
    other.close();
    expect(refused).toEqual({ code: 1, line: saying(`127.0.0.1:${port} (EADDRINUSE)`) });
  });

  it('refuses to start where it cannot migrate', async () => {
    const owner = Object.assign(new URL(postgres.ownerUrl), { password: 'another' }).href;
    expect(await refusal({ DATABASE_URL: postgres.ownerUrl, DATABASE_OWNER_URL: owner })).toEqual({
      code: 1,
      line: saying('Migrations could not be run (28P01). The app migrates at its start, as the login of'),
    });
  });

  it('ends with npx that started it, and outlives any other parent', async () => {
    const parent = `require('node:child_process').spawn(process.execPath, [${JSON.stringify(PROGRAM)}], { stdio: 'inherit' })`;
    const [port, otherPort] = [await freePort(), await freePort()];
    const underNpx = start(['-e', parent], { PORT: String(port), npm_lifecycle_event: 'npx' });
    await firstLine(underNpx);
    const underShell = start(['-e', parent], { PORT: String(otherPort) });
    await firstLine(underShell);
    // What the app itself writes to, open until it ends.
    const ended = once(underNpx.stdout!, 'close');
    underShell.kill('SIGKILL');
    underNpx.kill('SIGKILL');
    await ended;
    await expect(answers(port)).rejects.toThrow();
    expect(await answers(otherPort)).toBe(200);
  });
});
