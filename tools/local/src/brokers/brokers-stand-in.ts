import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { text } from 'express';
import type { Express } from 'express';
import { adminRoutes } from './admin.js';
import type { AdminParts } from './admin.js';
import { Book } from './book.js';
import { Calls, markUnknown } from './calls.js';
import { demoRoutes } from './demo/routes.js';
import type { Dialect } from './dialect.js';
import { DIALECTS } from './dialects.js';
import { Faults } from './faults.js';
import { Switches } from './switches.js';

export interface BrokersStandIn extends AdminParts {
  /** `http://127.0.0.1:4321`; a broker's own origin is this with its name behind, as `…/tradier`. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Stands in for brokers, on the loopback address: their paths, statuses, errors and habits over one book, each below a
 * prefix that stands for the broker's origin.
 *
 * The limit of its honesty: the shapes come from public documentation, official clients and, where these are silent,
 * from what independent clients do. None was compared with a live broker. What passes here works with a server that
 * speaks the documented paths; that it works with the broker is not shown.
 *
 * Port 0 takes any free one. Throws where NODE_ENV is production: it hands out trades that nobody made.
 */
export async function startBrokersStandIn(port = 0, dialects = DIALECTS): Promise<BrokersStandIn> {
  if (process.env['NODE_ENV'] === 'production') throw new Error('The brokers’ stand-in does not run in production.');
  const book = new Book();
  const switches = new Switches();
  const calls = new Calls(() => book.clock.millis());
  const parts = { book, switches, calls, faults: new Faults() };
  const app = express().disable('x-powered-by').disable('etag');
  const server = createServer(app);
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app.use('/admin', adminRoutes(parts));
  app.use(demoRoutes(book));
  for (const dialect of dialects) mount(app, dialect, { ...parts, origin });

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...parts,
    origin: origin(),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function mount(app: Express, dialect: Dialect, parts: AdminParts & { readonly origin: () => string }): void {
  const { name, notFound } = dialect;
  for (const [of, values] of Object.entries(dialect.switches ?? {})) parts.switches.add(name, of, values);
  app.use(
    (dialect.prefixes ?? [name]).map((prefix) => `/${prefix}`),
    parts.calls.counting(name),
    text({ type: () => true, limit: '1mb' }),
    parts.faults.before(name),
    dialect.routes(parts),
    markUnknown,
    (request, response) => (notFound ? notFound(request, response) : void response.status(404).end()),
  );
}
