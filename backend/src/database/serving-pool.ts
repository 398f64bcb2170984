import pg from 'pg';
import type { PoolConfig } from 'pg';
import { CONNECTIONS } from './connections.js';
import { PatientClient } from './patient-client.js';

/**
 * Connections of the running app. One to a server that takes no changes is used once: after a failover the next one
 * leads to the server that takes them, and nobody reads from the other what is behind.
 */
export class ServingPool extends pg.Pool {
  constructor(options: PoolConfig) {
    super({ ...options, ...CONNECTIONS, Client: PatientClient });
    this.on('release', (_error, client) => {
      if ((client as unknown as PatientClient).isReadOnly) void client.end();
    });
  }
}
