import { Server as NetServer } from 'node:net';
import type { Socket } from 'node:net';
import type { Server, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';

/**
 * Brings the server to its end: nobody new comes in, whoever is being answered gets the whole answer, and connections on
 * which nothing happens end at once. Node's own way ends connections too whose answer is complete but not through yet.
 */
@Injectable()
export class Drain implements BeforeApplicationShutdown {
  private server: Server | null = null;
  /** Every open connection, with the answers under way on it. */
  private readonly connections = new Map<Socket, Set<ServerResponse>>();
  private empty: Promise<void> | null = null;

  /** To be called before the server listens. */
  watch(server: Server): void {
    this.server = server;
    server.on('connection', (socket) => {
      this.connections.set(socket, new Set());
      socket.once('close', () => this.connections.delete(socket));
    });
    server.prependListener('request', ({ socket }, response) => {
      this.connections.get(socket)?.add(response);
      if (this.empty) makeLast(response);
      response.once('close', () => {
        this.connections.get(socket)?.delete(response);
        if (this.empty) this.endIdle();
      });
    });
  }

  /** Resolves once the last connection is over. */
  begin(): Promise<void> {
    this.empty ??= new Promise((resolve) => {
      if (!this.server?.listening) return resolve();
      NetServer.prototype.close.call(this.server, () => resolve());
    });
    for (const answers of this.connections.values()) answers.forEach(makeLast);
    this.endIdle();
    return this.empty;
  }

  /** By now streams that never end by themselves have been ended. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.begin();
  }

  private endIdle(): void {
    for (const [socket, answers] of this.connections) if (answers.size === 0) socket.destroySoon();
  }
}

/** So that the client sends no further request on this connection. */
function makeLast(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
