import type { Connector } from '../connector.js';
import type { Credentials } from '../credentials.js';
import { SyncFault } from '../sync-fault.js';
import type { FaultKind } from '../sync-fault.js';
import type { Asking, Prepared, Reply, Request } from './asking.js';
import type { Breaker } from './breaker.js';
import { Pacer } from './pacer.js';
import { pathOf } from './route.js';
import type { Route } from './route.js';
import { textOf } from './text-of.js';

/** Time and the way out, as whoever syncs has them. */
export interface World {
  readonly now: () => number;
  readonly wait: (milliseconds: number, stop?: AbortSignal) => Promise<void>;
  /** Where origins are: another address than the documented one is for tests and demos. */
  readonly addressOf: (origin: string) => string;
  readonly stop?: AbortSignal;
  /** Hears what came of each attempt. */
  readonly hear?: (outcome: FaultKind | 'answered') => void;
  /** How often a request is tried; left out, as often as makes sense where nobody waits. */
  readonly attempts?: number;
}

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 16 * 1024 * 1024;
const ATTEMPTS = 4;
/** What is waited for within a run; a broker that wants more time is asked in a later one. In seconds. */
const LONGEST_WAIT = 120;
const USER_AGENT = 'Singularity/1.0';

/**
 * Asks one broker with the credentials of one member: only what its routes name, no faster than its pace, with limits to the
 * time and the size of answers. Follows no redirect. What is asked and answered is in no error.
 */
export class BrokerClient implements Asking {
  private readonly pacer: Pacer;
  private current: Credentials;

  constructor(
    private readonly connector: Pick<Connector, 'routes' | 'origins' | 'pace'>,
    credentials: Credentials,
    private readonly world: World,
    private readonly more: {
      readonly breaker: Breaker;
      readonly keep: (credentials: Credentials) => Promise<void>;
    },
  ) {
    this.current = credentials;
    this.pacer = new Pacer(connector.pace, world.now);
  }

  get credentials(): Credentials {
    return this.current;
  }

  readonly now = (): number => this.world.now();

  readonly wait = (milliseconds: number): Promise<void> => this.world.wait(milliseconds, this.world.stop);

  readonly keep = async (changed: Credentials): Promise<void> => {
    const whole = { ...this.current, ...changed };
    await this.more.keep(whole);
    this.current = whole;
  };

  readonly ask = async (request: Request): Promise<Reply> => {
    for (let attempt = 1; ; attempt += 1) {
      this.world.stop?.throwIfAborted();
      await this.wait(this.pacer.delay());
      const fault = await this.outcomeOf(request);
      if (!(fault instanceof SyncFault)) return fault;
      const seconds = fault.retryAfterSeconds ?? 2 ** attempt;
      if (fault.kind === 'unreadable' || attempt === (this.world.attempts ?? ATTEMPTS) || seconds > LONGEST_WAIT)
        throw fault;
      await this.wait(jittered(seconds * 1_000));
    }
  };

  private async outcomeOf(request: Request): Promise<Reply | SyncFault> {
    const outcome = await this.attempt(request).catch(faultOf);
    this.world.hear?.(outcome instanceof SyncFault ? outcome.kind : 'answered');
    return outcome;
  }

  private async attempt(request: Request): Promise<Reply> {
    const { breaker } = this.more;
    breaker.admit();
    const reply = await this.send(request).catch((error: unknown) => {
      const fault = faultOf(error);
      if (fault.kind === 'away') breaker.failed();
      throw fault;
    });
    if (reply.status === 429) throw new SyncFault('busy', BUSY, { retryAfterSeconds: retryAfter(reply, this.now()) });
    if (reply.status >= 500) {
      breaker.failed();
      throw new SyncFault('away', AWAY, { retryAfterSeconds: retryAfter(reply, this.now()) });
    }
    breaker.answered();
    return reply;
  }

  private async send(request: Request): Promise<Reply> {
    const route = this.routeOf(request);
    const { url, prepared } = this.prepare(route, request);
    const headers = { 'user-agent': USER_AGENT, ...request.headers, ...(await request.sign?.(prepared)) };
    const signals = [AbortSignal.timeout(route.timeoutMs ?? TIMEOUT_MS), this.world.stop].filter(
      (each) => each !== undefined,
    );
    const response = await fetch(url, {
      method: route.method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any(signals),
      ...(prepared.body !== '' && { body: prepared.body }),
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new SyncFault('unreadable', 'The broker sends us to another address. We do not follow it with your key.');
    }
    return {
      status: response.status,
      headers: response.headers,
      text: await textOf(response, route.mostBytes ?? MOST_BYTES),
    };
  }

  private routeOf({ route }: Request): Route {
    const known = Object.hasOwn(this.connector.routes, route) ? this.connector.routes[route] : undefined;
    if (!known) throw new Error(`There is no route “${route}”.`);
    return known;
  }

  private prepare(route: Route, { parts = {}, query = {}, body = '' }: Request): { url: URL; prepared: Prepared } {
    const documented = this.connector.origins[route.origin];
    if (documented === undefined) throw new Error(`There is no origin “${route.origin}”.`);
    const path = pathOf(route, parts);
    const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const url = new URL(this.world.addressOf(documented) + path);
    for (const [name, value] of pairs) url.searchParams.append(name, value);
    // What is signed names the broker's own host and path, wherever the request goes.
    return {
      url,
      prepared: {
        method: route.method,
        host: new URL(documented).host,
        path,
        query: pairs,
        body: typeof body === 'function' ? body() : body,
      },
    };
  }
}

const BUSY = 'The broker is asked too much. We try again later.';
const AWAY = 'The broker does not answer. We try again later.';

function faultOf(error: unknown): SyncFault {
  if (error instanceof SyncFault) return error;
  if (error instanceof Error && isNoAnswer(error)) return new SyncFault('away', AWAY);
  throw error;
}

/** What `fetch` throws where no whole answer came: a time that is over, a connection that failed or broke off. */
function isNoAnswer({ name }: Error): boolean {
  return name === 'TimeoutError' || name === 'TypeError';
}

/** Seconds, or a date. */
function retryAfter({ headers }: Reply, now: number): number | undefined {
  const said = headers.get('retry-after');
  if (said === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(said)) return Number(said);
  const until = Date.parse(said);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - now) / 1_000));
}

/** Never less: those who wait for the same moment should not come all at once. */
function jittered(milliseconds: number): number {
  return milliseconds * (1 + Math.random() * 0.2);
}
