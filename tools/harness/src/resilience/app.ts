import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Environment } from '@singularity/backend/config.js';
import { startDiscordStandIn } from '@singularity/local/discord-stand-in.js';
import { DEMO_IDS } from '@singularity/local/discord-stand-in-members.js';
import { freePort } from '@singularity/local/free-port.js';
import type { Run } from './scenario.js';

/** All of the stand-in, who are let in here. */
export const PEOPLE = Object.values(DEMO_IDS);

/** What the app needs to know to serve at a free port, with a Discord that lets everybody in. */
export async function prepareApp(run: Pick<Run, 'defer'>, databaseUrl: string, poolSize: number): Promise<Environment> {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const application = {
    clientId: '1180451290417200001',
    clientSecret: randomBytes(16).toString('hex'),
    guildId: '1180451290417200002',
    roleId: '1180451290417200003',
    redirectUris: [`${publicUrl}/api/auth/discord/callback`],
  };
  const discord = await startDiscordStandIn({ port: 0, ...application });
  run.defer(discord.close);
  for (const id of PEOPLE) discord.setRoles(id, [application.roleId]);
  return {
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: String(poolSize),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    DISCORD_BASE_URL: discord.url,
    DISCORD_CLIENT_ID: application.clientId,
    DISCORD_CLIENT_SECRET: application.clientSecret,
    DISCORD_GUILD_ID: application.guildId,
    DISCORD_ROLE_ID: application.roleId,
    SIGN_INS_PER_MINUTE: '1000000',
    WRITES_PER_MINUTE: '1000000',
    QUOTES_PER_MINUTE: '1000000',
    TOKEN_REQUESTS_PER_MINUTE: '1000000',
  };
}

/** The folder of the checkout that this is of. */
export const OWN_VERSION = join(import.meta.dirname, '../../../..');

/** The app in a process of its own, as a deployment runs it. */
export class AppProcess {
  private child: ChildProcess | null = null;
  /** The folder of a checkout whose build is run. */
  version = OWN_VERSION;

  private constructor(
    private readonly env: Environment,
    private readonly preload: string | null,
  ) {}

  /** `preload` is a module of the harness that the app is sabotaged by. */
  static async start(
    run: Pick<Run, 'defer'>,
    env: Environment,
    preload: string | null = null,
    version = OWN_VERSION,
  ): Promise<AppProcess> {
    const app = new AppProcess(env, preload);
    app.version = version;
    run.defer(() => app.end('SIGKILL'));
    await app.revive();
    return app;
  }

  /** Starts one that is to end by itself; gives the code that it ends with. */
  static async codeOf(run: Pick<Run, 'defer'>, env: Environment): Promise<number | null> {
    const app = new AppProcess(env, null);
    run.defer(() => app.end('SIGKILL'));
    const [code] = (await once(app.fork(), 'exit')) as [number | null];
    return code;
  }

  get url(): string {
    return `http://127.0.0.1:${this.env['PORT']}`;
  }

  /** Tells a module of the harness in it something, and waits until it has heard. */
  async tell(message: number): Promise<void> {
    const heard = once(this.child ?? this.fork(), 'message');
    this.child?.send(message);
    await heard;
  }

  /** Its resident memory, in bytes. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.child?.pid}/status`, 'utf8');
    return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  }

  get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  /** Ends it, and waits until it is gone; gives the code that it ended with, null where it did not end by itself. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (!this.child || !this.isRunning) return null;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  async revive(): Promise<void> {
    this.fork();
    await this.untilServing();
  }

  private fork(): ChildProcess {
    this.child = fork(join(this.version, 'backend/dist/main.js'), {
      env: { ...this.env },
      // It sabotages our own build, which another version must not be mixed with.
      execArgv:
        this.preload === null || this.version !== OWN_VERSION
          ? []
          : ['--import', join(import.meta.dirname, 'sabotage', this.preload)],
      // It complains of each fault, and rightly; what counts here is what it answers.
      stdio: 'ignore',
    });
    return this.child;
  }

  async untilServing(): Promise<void> {
    while (!(await isServing(this.url))) {
      if (!this.isRunning) throw new Error('The app has ended by itself.');
      await setTimeout(50);
    }
  }
}

function isServing(url: string): Promise<boolean> {
  return fetch(`${url}/api/status`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
