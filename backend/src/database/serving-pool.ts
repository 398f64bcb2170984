import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { ClientBase, PoolConfig } from 'pg';
import { checkConnection, WrongRole } from './connection-check.js';
import type { ClockReading } from '../runtime/clock.js';
import { CONNECTIONS } from './connections.js';
import { PatientClient } from './patient-client.js';

/** While every connection is refused there are many of them; in milliseconds. */
const SAID_AGAIN_MS = 60_000;

export interface ServingPoolOptions extends PoolConfig {
  /** Whose rights each connection is to have, and no others. */
  readonly role: string;
  /** Hears what the database's clock says to each new connection. */
  readonly clock?: { hear(reading: ClockReading): void } | undefined;
}

/**
 * Connections of the running app, none of which is used before it was asked what it may do. One to a server that takes no
 * changes is used once: after a failover the next one leads to the server that takes them, and nobody reads from the
 * other what is behind.
 */
export class ServingPool extends pg.Pool {
  private static readonly logger = new Logger(ServingPool.name);
  private saidAt = -Infinity;

  constructor({ role, clock, ...options }: ServingPoolOptions) {
    const onConnect = async (client: ClientBase) => {
      const reading = await this.check(client, role);
      clock?.hear(reading);
    };
    super({ ...options, ...CONNECTIONS, Client: PatientClient, onConnect });
    this.on('release', (_error, client) => {
      if ((client as unknown as PatientClient).isReadOnly) void client.end();
    });
  }

  private async check(client: ClientBase, role: string): Promise<ClockReading> {
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
