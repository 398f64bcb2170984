import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from '@singularity/brokers';
import type { Connector } from '../connector.js';
import type { Credentials } from '../credentials.js';
import { Breaker } from '../http/breaker.js';
import { BrokerClient } from '../http/broker-client.js';
import type { SyncFault } from '../sync-fault.js';

/** A request as it came in. */
export interface Asked {
  readonly method: string;
  /** The host of the documented origin. */
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What is answered: status 200 where there is none. A body that is no text is sent as JSON. */
export interface Answered {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Answers by method and path: `GET /v1/accounts`. What is not in it is answered with 404. */
export type Answers = Readonly<Record<string, (asked: Asked) => Answered>>;

/** A broker on this machine that answers by a table and remembers what it was asked. Its clock stands until somebody waits. */
export class BrokerServer {
  readonly asked: Asked[] = [];
  readonly waits: number[] = [];
  /** Credentials that a connector had kept, oldest first. */
  readonly kept: Credentials[] = [];
  answers: Answers = {};
  now = Date.parse('2026-10-28T10:00:00.000Z');
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://broker');
        const { method = '', headers } = request;
        const [query, body] = [Object.fromEntries(url.searchParams), Buffer.concat(chunks).toString()];
        // The clients below put the host before the path.
        const [, host = '', path = ''] = /^\/([^/]+)(.*)$/.exec(decodeURIComponent(url.pathname)) ?? [];
        const asked = { method, host, path, query, headers, body };
        this.asked.push(asked);
        const answered = this.answers[`${method} ${asked.path}`]?.(asked) ?? { status: 404, body: 'no such path' };
        response.writeHead(answered.status ?? 200, answered.headers);
        response.end(typeof answered.body === 'string' ? answered.body : JSON.stringify(answered.body));
      });
    });
  }

  listen(): Promise<void> {
    return new Promise((listening) => this.server.listen(0, '127.0.0.1', listening));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  forget(): void {
    for (const list of [this.asked, this.waits, this.kept]) list.length = 0;
  }

  /** What a connector asks with, as a run of a sync has it. */
  client(connector: Connector, credentials: Credentials): BrokerClient {
    const world = {
      now: () => this.now,
      wait: (milliseconds: number) => {
        this.waits.push(milliseconds);
        this.now += milliseconds;
        return Promise.resolve();
      },
      addressOf: (origin: string) =>
        `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${new URL(origin).host}`,
    };
    const keep = (credentials: Credentials) => Promise.resolve(void this.kept.push(credentials));
    return new BrokerClient(connector, credentials, world, { breaker: new Breaker(() => this.now), keep });
  }
}

/** All that is answered. */
export async function allOf(answers: AsyncIterable<Answer>): Promise<readonly Answer[]> {
  const all: Answer[] = [];
  for await (const answer of answers) all.push(answer);
  return all;
}

/** What some work ended with; null where it ended well. */
export function faultOf(work: Promise<unknown>): Promise<SyncFault | null> {
  return work.then(
    () => null,
    (error: unknown) => error as SyncFault,
  );
}
