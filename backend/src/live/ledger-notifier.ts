import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Config } from '../config.js';
import { CONFIG } from '../config.token.js';
import { CONNECTIONS, RUNTIME_OPTIONS } from '../database/connections.js';
import { checkConnection } from '../database/connection-check.js';
import { PatientClient } from '../database/patient-client.js';
import { APP_ROLE } from '../database/roles.js';
import type { ChangedStream } from './live-stream.js';
import { LiveStreams } from './live-streams.js';
import { loggable } from '../runtime/loggable.js';
import { outsideOfRequests } from '../runtime/request-context.js';

/** What processes tell each other: a ledger or something beside it has gone on, or a member's sessions are no longer what they were. */
type Hint =
  | { readonly ledger: string; readonly version: number; readonly member?: never; readonly beside?: never }
  | { readonly beside: string; readonly stream: ChangedStream; readonly ledger?: never; readonly member?: never }
  | { readonly member: string; readonly ledger?: never; readonly beside?: never };

const CHANNEL = 'singularity_live';
const PAUSE_MS = { first: 500, longest: 30_000 } as const;

/**
 * Carries hints between the processes of the app: sends them over the pool, hears them on a connection of its own. A
 * hint may get lost; whenever that could have happened, all streams are compared with their ledgers.
 */
@Injectable()
export class LedgerNotifier implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(LedgerNotifier.name);
  private readonly stopping = new AbortController();
  /** Of a ledger only the last one: whoever hears it catches up. */
  private readonly waiting = new Map<string, Hint>();
  private sending: Promise<void> | null = null;
  private client: PatientClient | null = null;
  private listening: Promise<void> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'database'>,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(LiveStreams) private readonly streams: LiveStreams,
  ) {}

  /** Sends it, together with those that came while others were under way. */
  send(hint: Hint): Promise<void> {
    this.waiting.set(keyOf(hint), hint);
    this.sending ??= outsideOfRequests(() => this.sendWaiting()).finally(() => (this.sending = null));
    return this.sending;
  }

  onApplicationBootstrap(): void {
    this.listening = this.listen();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.client?.end().catch(() => undefined);
    await this.listening;
  }

  private async sendWaiting(): Promise<void> {
    while (this.waiting.size > 0) {
      const hints = [...this.waiting.values()].map((hint) => JSON.stringify(hint));
      this.waiting.clear();
      await this.dataSource
        .query('SELECT pg_notify($1, hint) FROM unnest($2::text[]) hint', [CHANNEL, hints])
        .catch((error: unknown) => this.logger.warn(`A hint was not sent: ${loggable(error)}`));
    }
  }

  /** Listens until the app stops: again and again, with longer pauses while that fails. */
  private async listen(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted; failures++) {
      if (await this.listenOnce()) failures = 0;
      const longest = Math.min(PAUSE_MS.first * 2 ** failures, PAUSE_MS.longest);
      // By chance, so that processes that lost the same database do not all come back at the same moment.
      await pause(longest * (0.5 + Math.random() / 2), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Resolves when the connection is over; false where it never came to be. */
  private async listenOnce(): Promise<boolean> {
    const client = new PatientClient({
      connectionString: this.config.database.url,
      ...CONNECTIONS,
      options: RUNTIME_OPTIONS,
      application_name: 'singularity live',
    });
    let failure: unknown = null;
    client.on('error', (error) => (failure ??= error));
    client.on('notification', ({ payload }) => this.hear(payload));
    const over = new Promise((resolve) => client.once('end', resolve));
    try {
      await client.connect();
      await checkConnection(client, APP_ROLE);
      this.client = client;
      await client.query(`LISTEN ${CHANNEL}`);
      if (this.stopping.signal.aborted) await client.end();
      else void this.streams.compareAll();
      await over;
      return true;
    } catch (error) {
      failure ??= error;
      await client.end().catch(() => undefined);
      return false;
    } finally {
      this.client = null;
      if (failure && !this.stopping.signal.aborted)
        this.logger.warn(`The database is not heard for the moment: ${loggable(failure)}`);
    }
  }

  private hear(payload: string | undefined): void {
    const hint = hintIn(payload ?? '');
    if (hint?.ledger !== undefined) this.streams.ledgerWentOn(hint.ledger, hint.version);
    else if (hint?.beside !== undefined) this.streams.besideWentOn(hint.beside, hint.stream);
    else if (hint?.member !== undefined) void this.streams.checkMember(hint.member);
  }
}

/** Of those that say the same the last one is enough. */
function keyOf(hint: Hint): string {
  if (hint.beside !== undefined) return `${hint.stream.type} ${hint.stream.id}`;
  return hint.ledger ?? `member ${hint.member}`;
}

/** Null for what is none: whoever may connect to the database may say something on the channel. */
function hintIn(payload: string): Hint | null {
  try {
    return JSON.parse(payload) as Hint | null;
  } catch {
    return null;
  }
}
