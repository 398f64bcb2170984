import { mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { startLocalWorld } from './local-world.js';
import type { Environment, LocalWorld } from './local-world.js';

describe('the local world', () => {
  const DATABASE = { DATABASE_URL: 'postgres://owner@database/singularity' };
  const DISCORD = { DISCORD_CLIENT_ID: '1180451290417209000' };
  let home: string;
  let worlds: LocalWorld[];

  const start = async (env: Environment, steps: string[] = []): Promise<LocalWorld> => {
    const port = String(await freePort());
    const world = await startLocalWorld({ PORT: port, DATA_DIR: home, ...env }, (step) => steps.push(step));
    worlds.push(world);
    return world;
  };

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'singularity-world-'));
    worlds = [];
  });
  afterEach(async () => {
    for (const world of worlds) await world.close();
    await rm(await realpath(join(home, 'postgres')).catch(() => home), { recursive: true, force: true });
    await rm(home, { recursive: true, force: true });
  });

  it('adds nothing in production, where what is missing is a fault', async () => {
    const env = { NODE_ENV: 'production' };
    expect(await start(env)).toMatchObject({ env, notes: [] });
  });

  it('brings a Discord to a database that is given', async () => {
    const { env, notes } = await start({ ...DATABASE, PUBLIC_URL: 'http://journal.test' });
    expect(env).toMatchObject(DATABASE);
    expect(notes.map(({ title }) => title)).toEqual(['Sign in as', 'Discord', 'Brokers']);
    const keys = await (await fetch(env['BROKERS_BASE_URL'] ?? '')).text();
    expect(keys).toContain('Demo Member One');
    expect(notes[0]?.lines).toContain('Demo Outsider: not in the server');
    const ask = new URL('/oauth2/authorize', env['DISCORD_BASE_URL']);
    ask.search = new URLSearchParams({
      client_id: env['DISCORD_CLIENT_ID'] ?? '',
      redirect_uri: 'http://journal.test/api/auth/discord/callback',
      response_type: 'code',
      scope: 'identify',
    }).toString();
    expect((await fetch(ask)).status).toBe(200);
  });

  it('brings a database to a Discord that is given', async () => {
    const { env, notes } = await start({ ...DISCORD, SESSION_SECRET: 'given', BROKERS_BASE_URL: '' });
    expect(env['BROKERS_BASE_URL']).toBe('');
    expect(env).toMatchObject({ ...DISCORD, SESSION_SECRET: 'given' });
    expect(env['DATABASE_URL']).toMatch(/^postgres:\/\/singularity_owner:\w+@127\.0\.0\.1:\d+\/singularity$/);
    expect(env['DISCORD_BASE_URL']).toBeUndefined();
    expect(notes.map(({ title }) => title)).toEqual(['Database']);
    expect(notes[0]?.lines.join()).toContain('local PostgreSQL on port');
  });

  it('says what it is about to start', async () => {
    const steps: string[] = [];
    await start({ ...DATABASE, SESSION_SECRET: 'given' }, steps);
    expect(steps).toEqual(['Starting the stand-in for brokers', 'Starting the stand-in for Discord']);
  });

  it('keeps a secret of its own, so that sessions outlive a restart', async () => {
    const [first, second] = [await start({ ...DATABASE, ...DISCORD }), await start({ ...DATABASE, ...DISCORD })];
    expect(first.env['SESSION_SECRET']).toMatch(/^\w{64}$/);
    expect(second.env['SESSION_SECRET']).toBe(first.env['SESSION_SECRET']);
    expect((await stat(join(home, 'session-secret'))).mode & 0o777).toBe(0o600);
  });

  it('says that the port is taken, and how to choose another', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(start({ PORT: String(port) })).rejects.toThrow(
      `Port ${port} is in use. Choose another: PORT=${port + 10} npm start`,
    );
    server.close();
  });
});
