import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { startBrokersStandIn } from './brokers/brokers-stand-in.js';
import { seedDemo } from './brokers/demo/seed.js';
import { DemoMembers, standing } from './discord-stand-in-members.js';
import type { DemoMember } from './discord-stand-in-members.js';
import { startDiscordStandIn } from './discord-stand-in.js';
import { freePort, isFree } from './free-port.js';
import { startLocalPostgres } from './local-postgres.js';

export type Environment = Readonly<NodeJS.ProcessEnv>;

/** Another program has the port that the app is to listen on. */
export class PortInUse extends Error {
  /** Of sysexits.h, EX_CONFIG. */
  readonly exitCode = 78;

  constructor(port: number) {
    super(`Port ${port} is in use. Choose another: PORT=${port + 10} npm start`);
  }
}

/** What stands in for the real world where the environment names none. */
export interface LocalWorld {
  /** The environment, completed. */
  readonly env: Environment;
  /** What of it is demo, for the person who started it. */
  readonly notes: readonly Note[];
  close(): Promise<void>;
}

export interface Note {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Told what is being started, before it is. */
type ShowStep = (what: string) => void;

const tellNobody: ShowStep = () => undefined;

/** One thing that stands in: the variables that it answers for. */
interface Part {
  readonly env: Environment;
  /** What the person who starts it should know. */
  readonly notes?: readonly Note[];
  readonly close: () => Promise<void>;
}

const PROJECT = resolve(import.meta.dirname, '../../..');

/** Ids in Discord's form, of an application, a server and a role that exist in the stand-in alone. */
const DEMO_DISCORD = {
  clientId: '1180451290417200001',
  guildId: '1180451290417200002',
  roleId: '1180451290417200003',
};

/**
 * Starts a PostgreSQL where there is no DATABASE_URL, a stand-in for brokers where BROKERS_BASE_URL is not set (empty: the
 * brokers themselves), and one for Discord where there is no DISCORD_CLIENT_ID. In production none of them exists: what is
 * missing there is a fault of the configuration.
 */
export function startLocalWorld(env: Environment = process.env, showStep = tellNobody): Promise<LocalWorld> {
  return complete(env, (parts) => addMissing(parts, env, showStep));
}

/** As `startLocalWorld`, but the database alone: for tools that serve nobody. */
export function startLocalDatabase(env: Environment = process.env): Promise<LocalWorld> {
  return complete(env, (parts) => addMissingDatabase(parts, env));
}

async function complete(env: Environment, addMissing: (parts: Part[]) => Promise<void>): Promise<LocalWorld> {
  const parts: Part[] = [];
  const close = async () => {
    for (const part of parts.toReversed()) await part.close();
  };
  try {
    if (env['NODE_ENV'] !== 'production') await addMissing(parts);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    env: Object.assign({ ...env }, ...parts.map((part) => part.env)) as Environment,
    // Who to sign in as is what one looks for first.
    notes: parts.toReversed().flatMap((part) => part.notes ?? []),
    close,
  };
}

async function addMissing(parts: Part[], env: Environment, showStep: ShowStep): Promise<void> {
  const port = Number(env['PORT'] || 3000);
  if (!(await isFree(port))) throw new PortInUse(port);
  await addMissingDatabase(parts, env, showStep);
  if (env['BROKERS_BASE_URL'] === undefined) {
    showStep('Starting the stand-in for brokers');
    parts.push(await localBrokers(port));
  }
  if (!env['DISCORD_CLIENT_ID']) {
    showStep('Starting the stand-in for Discord');
    parts.push(await localDiscord(env['PUBLIC_URL'] || `http://localhost:${port}`, port));
  }
  if (!env['SESSION_SECRET']) parts.push(await keptSecret(join(await dataDirOf(env), 'session-secret')));
}

async function addMissingDatabase(parts: Part[], env: Environment, showStep: ShowStep = tellNobody): Promise<void> {
  if (env['DATABASE_URL']) return;
  showStep('Starting the database');
  parts.push(await localDatabase(await dataDirOf(env)));
}

async function dataDirOf(env: Environment): Promise<string> {
  const dataDir = resolve(PROJECT, env['DATA_DIR'] || '.data');
  await mkdir(dataDir, { recursive: true });
  return dataDir;
}

async function localDatabase(dataDir: string): Promise<Part> {
  const postgres = await startLocalPostgres({ dataDir: join(dataDir, 'postgres') });
  const inside = relative(PROJECT, postgres.folder);
  const where = inside.startsWith('..') ? postgres.folder : inside;
  return {
    env: { DATABASE_URL: postgres.ownerUrl, DATABASE_OWNER_URL: undefined, DATABASE_ERASER_URL: undefined },
    notes: [
      {
        title: 'Database',
        lines: [`demo: a local PostgreSQL on port ${postgres.port}, on this machine only`, `its data is in ${where}`],
      },
    ],
    close: postgres.stop,
  };
}

async function localDiscord(publicUrl: string, appPort: number): Promise<Part> {
  const clientSecret = randomBytes(16).toString('hex');
  const redirectUris = [`${publicUrl}/api/auth/discord/callback`];
  const port = await freePort(appPort + 1);
  const { url, close } = await startDiscordStandIn({ ...DEMO_DISCORD, port, clientSecret, redirectUris });
  const members = new DemoMembers(DEMO_DISCORD.roleId).all();
  return {
    env: {
      DISCORD_BASE_URL: url,
      DISCORD_CLIENT_ID: DEMO_DISCORD.clientId,
      DISCORD_CLIENT_SECRET: clientSecret,
      DISCORD_GUILD_ID: DEMO_DISCORD.guildId,
      DISCORD_ROLE_ID: DEMO_DISCORD.roleId,
    },
    notes: [
      { title: 'Sign in as', lines: members.map((member) => toLine(member)) },
      { title: 'Discord', lines: [`demo: a stand-in at ${url}, on this machine only`] },
    ],
    close,
  };
}

async function localBrokers(appPort: number): Promise<Part> {
  const { origin, book, close } = await startBrokersStandIn(await freePort(appPort + 2));
  const people = new DemoMembers(DEMO_DISCORD.roleId).all().map(({ displayName }) => displayName);
  seedDemo(book, people);
  return {
    env: { BROKERS_BASE_URL: origin },
    notes: [
      {
        title: 'Brokers',
        lines: [`demo: a stand-in at ${origin}, on this machine only`, 'its page has keys to connect'],
      },
    ],
    close,
  };
}

function toLine(member: DemoMember): string {
  return `${member.displayName}: ${standing(member, DEMO_DISCORD.roleId).toLowerCase()}`;
}

/** Made once, so that sessions outlive a restart. */
async function keptSecret(file: string): Promise<Part> {
  await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  return { env: { SESSION_SECRET: await readFile(file, 'utf8') }, close: () => Promise.resolve() };
}
