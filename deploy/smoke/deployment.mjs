import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAMS = fileURLToPath(new URL('.', import.meta.url));
const PROJECT = 'singularity-smoke';
export const PUBLIC_URL = 'https://localhost';
/** Also in the stand-in for Discord. */
const ROLE = '1180451290417200003';

const ENGINES = [
  ['docker', ['docker', 'compose']],
  ['podman', ['podman', 'compose']],
];

/** The engine that answers here, and its compose; null where there is none. */
export function findEngine() {
  const works = ([program, ...args]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
  const found = ENGINES.find(([program, compose]) => works([program, 'info']) && works([...compose, 'version']));
  return found ? { program: found[0], compose: found[1] } : null;
}

/** The compose files as they are, under a name, with secrets and a folder of their own. */
export class Deployment {
  constructor({ program, compose }) {
    this.program = program;
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    this.folder = mkdtempSync(join(ROOT, '.cache/smoke-'));
    mkdirSync(join(this.folder, 'backups'));
    this.secrets = Object.fromEntries(
      [
        'POSTGRES_PASSWORD',
        'DATABASE_OWNER_PASSWORD',
        'DATABASE_PASSWORD',
        'DATABASE_ERASER_PASSWORD',
        'SESSION_SECRET',
      ].map((name) => [name, randomBytes(32).toString('hex')]),
    );
    const env = {
      ...this.secrets,
      PUBLIC_URL,
      DISCORD_CLIENT_ID: '1180451290417200001',
      DISCORD_CLIENT_SECRET: 'secret',
      DISCORD_GUILD_ID: '1180451290417200002',
      DISCORD_ROLE_ID: ROLE,
      SMOKE_FOLDER: this.folder,
      SMOKE_PROGRAMS: PROGRAMS,
    };
    const file = join(this.folder, 'env');
    writeFileSync(
      file,
      Object.entries(env)
        .map((pair) => `${pair.join('=')}\n`)
        .join(''),
      { mode: 0o600 },
    );
    const files = [join(ROOT, 'docker-compose.yml'), join(PROGRAMS, 'smoke.yml')];
    this.command = [...compose, '-p', PROJECT, '--project-directory', ROOT, '--env-file', file, '--profile', 'https'];
    this.command.push(...files.flatMap((each) => ['-f', each]));
    this.makeCertificate();
  }

  makeCertificate() {
    const [key, certificate] = [join(this.folder, 'discord.key'), join(this.folder, 'discord.pem')];
    const names = ['-subj', '/CN=discord.com', '-addext', 'subjectAltName=DNS:discord.com'];
    const asked = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate];
    execFileSync('openssl', [...asked, ...names], { stdio: 'ignore' });
  }

  /** `docker compose …`; gives what it says, and throws that where it fails. */
  compose(...args) {
    return this.run(...this.command, ...args);
  }

  /** The same for what may fail. */
  tryCompose(...args) {
    const [program, ...others] = [...this.command, ...args];
    const { status, stdout, stderr } = spawnSync(program, others, { encoding: 'utf8', maxBuffer: 1 << 26 });
    return { status, said: stdout + stderr };
  }

  run(program, ...args) {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
    if (status !== 0) throw new Error(`${[program, ...args].join(' ')}\n${stdout}${stderr}`);
    return stdout.trim();
  }

  /** What the engine knows of a container. */
  inspect(service, format) {
    return this.run(this.program, 'inspect', '--format', format, this.compose('ps', '-aq', service).split('\n')[0]);
  }

  /** Where a process of the app listens. */
  address(index = 1) {
    return `http://${this.compose('port', '--index', String(index), 'app', '3000')}`;
  }

  /** As one of the logins, over the network, as the app comes. */
  sql(login, password, statement) {
    const url = `postgres://${login}:${password}@127.0.0.1/singularity`;
    return this.tryCompose(
      'exec',
      '-T',
      'database',
      'psql',
      '-X',
      '-At',
      '-v',
      'ON_ERROR_STOP=1',
      '-c',
      statement,
      url,
    );
  }

  /** A program that runs in a container of the app's network. */
  node(service, program) {
    return this.compose('exec', '-T', service, 'node', '--input-type=module', '-e', program);
  }

  backups() {
    return readdirSync(join(this.folder, 'backups'));
  }

  remove() {
    this.tryCompose('--profile', 'tools', 'down', '--volumes', '--timeout', '5');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
