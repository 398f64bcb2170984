import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { ClientBase, PoolClient, PoolConfig } from 'pg';
import { checkConnection, WrongRole } from './connection-check.js';
import type { DatabaseReading } from './connection-check.js';
import {
  connectionsBusy,
  connectionsMost,
  connectionsOpen,
  connectionsWaiting,
  connectionWait,
} from '../runtime/metrics.js';
import { CONNECTIONS, poolOf } from './connections.js';
import { PatientClient } from './patient-client.js';

/** While every connection is refused there are many of them; in milliseconds. */
const SAID_AGAIN_MS = 60_000;

export interface ServingPoolOptions extends PoolConfig {
  /** Whose rights each connection is to have, and no others. */
  readonly role: string;
  /** Hears what the database says of itself to each new connection. */
  readonly listener?: { hear(reading: DatabaseReading): void } | undefined;
}

type Connected = Parameters<pg.Pool['connect']>[0];

/**
 * Connections of the running app, none of which is used before it was asked what it may do. One to a server that takes no
 * changes is used once: after a failover the next one leads to the server that takes them, and nobody reads from the
 * other what is behind.
 */
export class ServingPool extends pg.Pool {
  private static readonly logger = new Logger(ServingPool.name);
  private saidAt = -Infinity;
  private readonly labels: { readonly pool: string };

  constructor({ role, listener, ...options }: ServingPoolOptions) {
    const onConnect = async (client: ClientBase) => {
      const reading = await this.check(client, role);
      listener?.hear(reading);
    };
    super({ ...options, ...CONNECTIONS, Client: PatientClient, onConnect });
    this.labels = { pool: poolOf(options) };
    this.measure();
    this.on('release', (_error, client) => {
      if ((client as unknown as PatientClient).isReadOnly) void client.end();
    });
  }

  override connect(): Promise<PoolClient>;
  override connect(done: Connected): void;
  override connect(done?: Connected): Promise<PoolClient> | void {
    const got = this.waits();
    if (!done) return super.connect().finally(got);
    super.connect((...answer) => {
      got();
      done(...answer);
    });
  }

  /** Gives what ends the waiting for a connection. */
  private waits(): () => void {
    const stop = connectionWait.startTimer(this.labels);
    connectionsWaiting.inc(this.labels);
    return () => {
      stop();
      connectionsWaiting.dec(this.labels);
    };
  }

  private measure(): void {
    connectionsMost.set(this.labels, this.options.max);
    this.on('connect', () => connectionsOpen.inc(this.labels));
    this.on('remove', () => connectionsOpen.dec(this.labels));
    this.on('acquire', () => connectionsBusy.inc(this.labels));
    this.on('release', () => connectionsBusy.dec(this.labels));
  }

  private async check(client: ClientBase, role: string): Promise<DatabaseReading> {
    try {
      return await checkConnection(client, role);
    } catch (error) {
      if (error instanceof WrongRole) this.say(error);
      throw error;
    }
  }

  private say({ message }: WrongRole): void {
    if (performance.now() < this.saidAt + SAID_AGAIN_MS) return;
    this.saidAt = performance.now();
    ServingPool.logger.fatal(message);
  }
}
