import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Authenticator } from '../auth/authenticator.js';
import { Tenants } from '../database/tenants.js';
import type { TenantTransaction } from '../database/tenants.js';
import { NoLedger } from '../database/no-ledger.js';
import { readHead, readStreamsBetween } from '../event-store/events.table.js';
import { unavailable } from '../http/problem.js';
import type { ChangedStream, Changes, LiveStream } from './live-stream.js';
import { liveStreams } from '../runtime/metrics.js';
import { Throttle } from '../runtime/throttle.js';
import { loggable } from '../runtime/loggable.js';

/** Below what proxies take for the end of a connection, which is often 30 or 60 seconds. */
const HEARTBEAT_MS = 25_000;
const MESSAGES_EVERY_MS = 300;
/** Of a member in this process. The oldest makes room: it is likely of a device that has gone without a word. */
const MOST_OF_MEMBER = 10;
const LONGEST_MS = 4 * 60 * 60_000;
/** A client that is further behind is not told which streams have changed. */
const MOST_VERSIONS = 200;

/**
 * The clients that listen to this process. Hints say when to look; what they are told is what then stands in the ledger,
 * so that a hint may come twice, late or never: at every heartbeat all are compared, and looked at whether they may stay.
 */
@Injectable()
export class LiveStreams implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(LiveStreams.name);
  private readonly streams = new Set<LiveStream>();
  private readonly throttle = new Throttle(MESSAGES_EVERY_MS, (userId) => void this.compare(userId));
  private heartbeat: NodeJS.Timeout | undefined;
  private beating: Promise<void> | null = null;
  private closed = false;

  constructor(
    @Inject(Tenants) private readonly tenants: Tenants,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

  onApplicationBootstrap(): void {
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS).unref();
  }

  /** Before the server stops, which would otherwise wait for streams that never end. */
  onModuleDestroy(): void {
    this.closed = true;
    clearInterval(this.heartbeat);
    this.throttle.stop();
    for (const stream of this.streams) stream.end();
  }

  /** Throws where no stream may begin any more, because the app is about to stop. */
  async open(begin: () => LiveStream): Promise<void> {
    if (this.closed) throw unavailable('The server is restarting.');
    const stream = begin();
    this.streams.add(stream);
    liveStreams.inc();
    stream.onGone(() => {
      this.streams.delete(stream);
      liveStreams.dec();
    });
    stream.onRoom(() => void this.compare(stream.user.dbUserId));
    const ofMember = this.where(({ user }) => user.memberId === stream.user.memberId);
    for (const oldest of ofMember.slice(0, -MOST_OF_MEMBER)) oldest.end();
    await this.compare(stream.user.dbUserId);
  }

  ledgerWentOn(userId: string, version: number): void {
    const behind = this.where(({ user, known }) => user.dbUserId === userId && (known === null || known < version));
    if (behind.length > 0) this.throttle.ask(userId);
  }

  /** Of what no version tells: whoever does not hear it now reads it with the rest later. */
  besideWentOn(userId: string, changed: ChangedStream): void {
    for (const stream of this.where(({ user }) => user.dbUserId === userId)) stream.tellBeside(changed);
  }

  /** Ends the streams of a member that may not go on. */
  async checkMember(memberId: string): Promise<void> {
    for (const stream of this.where(({ user }) => user.memberId === memberId)) await this.check(stream);
  }

  /** Tells all what they do not know yet. One ledger after the other, so that it takes one connection and no more. */
  async compareAll(): Promise<void> {
    for (const userId of new Set([...this.streams].map(({ user }) => user.dbUserId))) await this.compare(userId);
  }

  /** One round of everything; a round that takes long is the next one too. */
  beat(): Promise<void> {
    this.beating ??= this.round().finally(() => (this.beating = null));
    return this.beating;
  }

  private async round(): Promise<void> {
    for (const stream of this.streams) if (!stream.beat()) stream.end();
    for (const stream of this.streams) await this.check(stream);
    await this.compareAll();
  }

  private where(wanted: (stream: LiveStream) => boolean): readonly LiveStream[] {
    return [...this.streams].filter(wanted);
  }

  /** Who may no longer listen is not told why: the next request is, as every other. */
  private async check(stream: LiveStream): Promise<void> {
    try {
      const { dbUserId } = await this.authenticator.authenticateAgain(stream.request);
      if (dbUserId !== stream.user.dbUserId || stream.ageMs > LONGEST_MS) stream.end();
    } catch {
      stream.end();
    }
  }

  private async compare(userId: string): Promise<void> {
    const listening = this.where(({ user }) => user.dbUserId === userId);
    if (listening.length === 0) return;
    const known = Math.min(...listening.map((stream) => stream.known ?? Infinity));
    try {
      const changes = await this.tenants.readTenant(userId, (tx) => changesSince(tx, known));
      for (const stream of listening) stream.tell(changes);
    } catch (error) {
      // A member who was erased has none, and nothing to be warned of.
      if (!(error instanceof NoLedger)) this.logger.warn(`A ledger could not be compared: ${loggable(error)}`);
      for (const stream of listening) stream.end();
    }
  }
}

async function changesSince(tx: TenantTransaction, known: number): Promise<Changes> {
  const { version } = await readHead(tx);
  const behind = version - known;
  if (behind > MOST_VERSIONS) return { version, streams: null };
  return { version, streams: behind > 0 ? await readStreamsBetween(tx, known, version) : [] };
}
