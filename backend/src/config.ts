import { createSecretKey, hkdfSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { StartError } from './runtime/start-error.js';

/** Everything that the environment decides, checked once at start. The only reader of `process.env`. */
export interface Config {
  readonly production: boolean;
  /** Whether the log tells of each request. */
  readonly logRequests: boolean;
  /** The address to listen at. */
  readonly host: string;
  readonly port: number;
  /** Where members reach the app, without a slash at the end: the base of the sign-in's callback. */
  readonly publicUrl: string;
  /** Whether members come over TLS, so that cookies may be marked Secure. */
  readonly secure: boolean;
  readonly database: {
    readonly url: string;
    /** The login that owns the tables and runs migrations; the same as `url` where there is only one. */
    readonly ownerUrl: string;
    /** The login that erases members; the same as `url` where there is only one. */
    readonly eraserUrl: string;
    readonly poolSize: number;
  };
  readonly sessionSecret: string;
  /** Encrypts stored Discord tokens; derived from the session secret. */
  readonly tokenKey: KeyObject;
  /** Seed of the key that signs daily digests; derived from the session secret where it has no variable of its own. */
  readonly digestSeed: KeyObject;
  /** Seal what members give of brokers, and open it: the first is today's, the others are older ones. */
  readonly credentialKeys: readonly [KeyObject, ...KeyObject[]];
  /** In place of the brokers' addresses, for tests and demos: a stand-in, where each broker is below its name. */
  readonly brokersBaseUrl: string | null;
  /** Whether webhooks may lead to this machine, for tests and for whoever writes a receiver. */
  readonly webhooksToLoopback: boolean;
  readonly discord: {
    readonly baseUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly guildId: string;
    readonly roleId: string;
    /** Asks about members in their place, whose own tokens are then not kept. */
    readonly botToken: string | null;
    /** An invitation to the server, for whoever is refused. */
    readonly inviteUrl: string | null;
  };
  readonly market: { readonly token: string; readonly baseUrl: string } | null;
  /** Where traces are sent, without a slash at the end; to nobody where there is none. */
  readonly tracesEndpoint: string | null;
  /** What whoever reads the metrics has to show; nobody can read them where there is none. */
  readonly metricsToken: string | null;
  /** How many proxies stand before the app: whose X-Forwarded-For to believe. */
  readonly trustedProxies: number;
  readonly limits: {
    readonly signInsPerMinute: number;
    readonly writesPerMinute: number;
    readonly quotesPerMinute: number;
    /** Of each access token. */
    readonly tokenRequestsPerMinute: number;
    /** Bytes that each member may store. */
    readonly storagePerMember: number;
  };
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Thrown at start, with every fault in one message. Names variables, never values. */
export class ConfigurationError extends StartError {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration has faults:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

const MEGABYTE = 1_000_000;

/** What the app is built for and tested with: on an older one it would start, and fail where something is missing. */
const OLDEST_NODE = 24;

export function loadConfig(env: Environment = process.env): Config {
  const faults = nodeFaults();
  const read = reader(env, faults);
  const production = isProduction(env);
  const port = read.integer('PORT', 3000, 1, 65_535);
  const publicUrl = read.origin('PUBLIC_URL', production ? null : `http://localhost:${port}`);
  const sessionSecret = read.secret('SESSION_SECRET');
  const marketToken = env['TRADIER_TOKEN'];
  const config: Config = {
    production,
    // Read in any case, so that a fault of it is told.
    logRequests: read.flag('LOG_REQUESTS') || production,
    host: read.ip('HOST', '127.0.0.1'),
    port,
    publicUrl,
    secure: publicUrl.startsWith('https:'),
    database: databaseFrom(read, env),
    sessionSecret,
    tokenKey: createSecretKey(derived(sessionSecret, 'discord-token')),
    digestSeed: createSecretKey(read.seed('DIGEST_SIGNING_KEY') ?? derived(sessionSecret, 'digest-signature')),
    credentialKeys: credentialKeysFrom(read, sessionSecret),
    brokersBaseUrl: env['BROKERS_BASE_URL'] ? read.url('BROKERS_BASE_URL', null) : null,
    webhooksToLoopback: read.flag('WEBHOOKS_TO_LOOPBACK'),
    discord: discordFrom(read),
    market: marketToken
      ? { token: marketToken, baseUrl: read.url('TRADIER_BASE_URL', 'https://api.tradier.com') }
      : null,
    tracesEndpoint: env['OTEL_EXPORTER_OTLP_ENDPOINT'] ? read.url('OTEL_EXPORTER_OTLP_ENDPOINT', null) : null,
    metricsToken: read.longToken('METRICS_TOKEN'),
    trustedProxies: read.integer('TRUSTED_PROXIES', 0, 0, 10),
    limits: {
      signInsPerMinute: read.integer('SIGN_INS_PER_MINUTE', 60, 1, 1_000_000),
      writesPerMinute: read.integer('WRITES_PER_MINUTE', 1200, 1, 1_000_000),
      quotesPerMinute: read.integer('QUOTES_PER_MINUTE', 120, 1, 1_000_000),
      tokenRequestsPerMinute: read.integer('TOKEN_REQUESTS_PER_MINUTE', 600, 1, 1_000_000),
      storagePerMember: read.integer('STORAGE_PER_MEMBER_MB', 1_024, 1, 1_000_000) * MEGABYTE,
    },
  };
  if (production) faults.push(...productionFaults(config));
  if (faults.length > 0) throw new ConfigurationError(faults);
  return Object.freeze(config);
}

/** Known before all else is read, for how a fault of the rest is told. */
export function isProduction(env: Environment = process.env): boolean {
  return env['NODE_ENV'] === 'production';
}

/** Whether npm started this process, and a shell of npm's is its parent. */
export function isUnderNpm(env: Environment = process.env): boolean {
  return Boolean(env['npm_lifecycle_event']);
}

/** Only where the database is: for tools that serve nobody. */
export function loadDatabaseConfig(env: Environment = process.env): Pick<Config, 'database'> {
  const faults = nodeFaults();
  const database = databaseFrom(reader(env, faults), env);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return { database };
}

/** The same for tools that administer a cluster. */
export function loadClusterConfig(env: Environment = process.env): Pick<Config, 'database'> & { superuserUrl: string } {
  const faults = nodeFaults();
  const read = reader(env, faults);
  const database = databaseFrom(read, env);
  const superuserUrl = read.postgres('DATABASE_SUPERUSER_URL', read.required('DATABASE_SUPERUSER_URL'));
  if (faults.length > 0) throw new ConfigurationError(faults);
  return { database, superuserUrl };
}

function databaseFrom(read: ReturnType<typeof reader>, env: Environment): Config['database'] {
  const url = read.postgres('DATABASE_URL', read.required('DATABASE_URL'));
  return {
    url,
    ownerUrl: read.postgres('DATABASE_OWNER_URL', env['DATABASE_OWNER_URL']) || url,
    eraserUrl: read.postgres('DATABASE_ERASER_URL', env['DATABASE_ERASER_URL']) || url,
    poolSize: read.integer('DATABASE_POOL_SIZE', 10, 2, 200),
  };
}

function discordFrom(read: ReturnType<typeof reader>): Config['discord'] {
  return {
    baseUrl: read.url('DISCORD_BASE_URL', 'https://discord.com'),
    clientId: read.snowflake('DISCORD_CLIENT_ID'),
    clientSecret: read.required('DISCORD_CLIENT_SECRET'),
    guildId: read.snowflake('DISCORD_GUILD_ID'),
    roleId: read.snowflake('DISCORD_ROLE_ID'),
    botToken: read.token('DISCORD_BOT_TOKEN'),
    inviteUrl: read.https('DISCORD_INVITE_URL'),
  };
}

/** What was sealed while there was no key of its own can be read for as long as the session secret stays. */
function credentialKeysFrom(read: ReturnType<typeof reader>, sessionSecret: string): Config['credentialKeys'] {
  const own = read.seed('CREDENTIALS_KEY');
  const previous = read.seed('CREDENTIALS_KEY_PREVIOUS');
  const usual = derived(sessionSecret, 'broker-credentials');
  const [first = usual, ...older] = [own, previous, usual].filter((key) => key !== null);
  return [createSecretKey(first), ...older.map((key) => createSecretKey(key))];
}

function nodeFaults(): string[] {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= OLDEST_NODE) return [];
  return [`Node.js ${node} is too old: it takes ${OLDEST_NODE} or newer, such as node_modules/.bin/node.`];
}

function productionFaults(config: Config): string[] {
  const faults: string[] = [];
  if (!config.secure) faults.push('PUBLIC_URL must begin with https:// in production.');
  if (config.discord.baseUrl !== 'https://discord.com')
    faults.push('DISCORD_BASE_URL must be https://discord.com in production.');
  if (config.brokersBaseUrl) faults.push('BROKERS_BASE_URL is for tests and demos: it must not be set in production.');
  if (config.webhooksToLoopback)
    faults.push('WEBHOOKS_TO_LOOPBACK is for tests and for writing receivers: it must not be set in production.');
  if (config.market && !config.market.baseUrl.startsWith('https:'))
    faults.push('TRADIER_BASE_URL must begin with https:// in production.');
  return faults;
}

function derived(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

function reader(env: Environment, faults: string[]) {
  const required = (name: string): string => {
    const value = env[name];
    if (!value) faults.push(`${name} is missing.`);
    return value ?? '';
  };
  const url = (name: string, fallback: string | null) => urlIn(env[name] || fallback, name, faults);
  return {
    required,
    secret(name: string): string {
      const value = required(name);
      if (value && (value.length < 32 || new Set(value).size < 10))
        faults.push(`${name} must have at least 32 characters, 10 of them different: let chance choose them.`);
      return value;
    },
    postgres: (name: string, value: string | undefined) => postgresIn(value, name, faults),
    /** For a header: what does not fit in one would be an error with the token in it. */
    token: (name: string): string | null => tokenIn(env[name], name, faults),
    longToken: (name: string): string | null => longTokenIn(env[name], name, faults),
    seed: (name: string): Buffer | null => seedIn(env[name], name, faults),
    snowflake(name: string): string {
      const value = required(name);
      if (value && !/^\d{17,20}$/.test(value)) faults.push(`${name} must be a Discord id of 17 to 20 digits.`);
      return value;
    },
    https: (name: string): string | null => httpsIn(env[name], name, faults),
    flag: (name: string): boolean => flagIn(env[name], name, faults),
    ip: (name: string, fallback: string): string => ipIn(env[name] || fallback, name, faults),
    integer(name: string, fallback: number, min: number, max: number): number {
      const value = env[name];
      if (!value) return fallback;
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < min || number > max)
        faults.push(`${name} must be a whole number from ${min} to ${max}.`);
      return number;
    },
    url,
    /** Nothing but scheme, host and port: paths, and the origin that writes must come from, are built on it. */
    origin(name: string, fallback: string | null): string {
      const value = url(name, fallback);
      if (URL.canParse(value) && new URL(value).origin !== value)
        faults.push(`${name} must be scheme, host and port alone, in lower case.`);
      return value;
    },
  };
}

function tokenIn(value: string | undefined, name: string, faults: string[]): string | null {
  if (value && !/^[\w.~+/=-]+$/.test(value)) faults.push(`${name} must be the token alone, without spaces.`);
  return value || null;
}

/** A token that nobody could try to find. */
function longTokenIn(value: string | undefined, name: string, faults: string[]): string | null {
  if (value && !/^[\w.~+/=-]{32,}$/.test(value))
    faults.push(`${name} must have at least 32 letters and digits: let chance choose them.`);
  return value || null;
}

function flagIn(value: string | undefined, name: string, faults: string[]): boolean {
  if (value && !['true', 'false'].includes(value)) faults.push(`${name} must be true or false.`);
  return value === 'true';
}

function seedIn(value: string | undefined, name: string, faults: string[]): Buffer | null {
  if (!value) return null;
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex');
  faults.push(`${name} must be 64 hexadecimal digits.`);
  return null;
}

function ipIn(value: string, name: string, faults: string[]): string {
  if (isIP(value) === 0) faults.push(`${name} must be an IP address, such as 127.0.0.1, or 0.0.0.0 for all.`);
  return value;
}

function urlIn(value: string | null, name: string, faults: string[]): string {
  if (!value) {
    faults.push(`${name} is missing.`);
    return '';
  }
  if (!URL.canParse(value) || !/^https?:/.test(value)) faults.push(`${name} must be an http or https address.`);
  return value.replace(/\/+$/, '');
}

function httpsIn(value: string | undefined, name: string, faults: string[]): string | null {
  if (value && !(value.startsWith('https://') && URL.canParse(value)))
    faults.push(`${name} must be an address that begins with https://.`);
  return value || null;
}

function postgresIn(value: string | undefined, name: string, faults: string[]): string {
  if (value && !(/^postgres(ql)?:/.test(value) && URL.canParse(value)))
    faults.push(`${name} must be an address that begins with postgres://.`);
  return value ?? '';
}
