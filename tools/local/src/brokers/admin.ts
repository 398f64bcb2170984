import { Router, json } from 'express';
import type { Request, Response } from 'express';
import type { Member } from './access.js';
import type { Book, NewAccount, NewCash, NewSettlement, NewTrade } from './book.js';
import type { Calls } from './calls.js';
import { BROKERS } from './facts.js';
import type { Broker, Fees } from './facts.js';
import type { Fault, Faults } from './faults.js';
import { enter, generated } from './generator/generator.js';
import type { Wanted } from './generator/generator.js';
import type { Switches } from './switches.js';

export interface AdminParts {
  readonly book: Book;
  readonly calls: Calls;
  readonly faults: Faults;
  readonly switches: Switches;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The levers for tests and demos in another process. JSON only, so that no foreign web page can pull them.
 * What the book refuses answers 400 with the reason.
 */
export function adminRoutes(parts: AdminParts): Router {
  const router = Router();
  router.use((request, response, next) => {
    if (request.method === 'GET' || request.is('json')) return next();
    response.status(415).json({ message: 'JSON only.' });
  });
  router.use(json({ limit: '1mb' }));
  for (const [path, answer] of Object.entries(reading(parts)))
    router.get(path, (request, response) => answered(response, () => answer(request)));
  for (const [path, act] of Object.entries({ ...ofTheWorld(parts), ...ofTheBook(parts.book) }))
    router.post(path, (request, response) => answered(response, () => act(request.body as Fields)));
  return router;
}

function reading({ book, calls, faults, switches }: AdminParts): Record<string, (request: Request) => unknown> {
  return {
    '/calls': ({ query }) => calls.counts(query['broker'] === undefined ? undefined : String(query['broker'])),
    '/calls/unknown': () => calls.unknown(),
    '/faults': () => faults.waiting(),
    '/switches': () => switches.all(),
    '/clock': () => ({ now: book.clock.now(), postedUntil: book.postedUntil }),
    '/members': () => book.access.members,
    '/accounts': () => book.access.members.flatMap(({ broker, name }) => book.accounts(broker, name)),
    '/fills/:account': ({ params }) => book.expected(String(params['account'])),
  };
}

function ofTheWorld({ book, calls, faults, switches }: AdminParts): Record<string, (fields: Fields) => unknown> {
  const { clock } = book;
  return {
    '/clock': ({ set, advanceMillis, run }) => {
      if (set !== undefined) clock.set(text(set));
      if (advanceMillis !== undefined) clock.advance(Number(advanceMillis));
      if (run === true) clock.run();
      return { now: clock.now() };
    },
    '/night': () => {
      book.night();
      return { now: clock.now() };
    },
    '/faults': (fault) => faults.add({ ...(fault as unknown as Fault), broker: brokerOf(fault) }),
    '/faults/clear': () => faults.clear(),
    '/calls/clear': () => calls.clear(),
    '/switches': ({ broker, name, value }) => switches.set(text(broker), text(name), text(value)),
    '/expire': (fields) =>
      book.access.expireTokens(brokerOf(fields), fields['member'] === undefined ? undefined : text(fields['member'])),
    '/revoke': (fields) => book.access.revoke(brokerOf(fields), text(fields['member'])),
    '/rotate': (fields) =>
      book.access.rotate(brokerOf(fields), text(fields['member']), fields['credentials'] as Record<string, string>),
  };
}

function ofTheBook(book: Book): Record<string, (fields: Fields) => unknown> {
  const told = <T>(fields: Fields) => fields as unknown as T;
  const dated = <T>(fields: Fields) => ({ at: book.clock.now(), ...fields }) as unknown as T;
  return {
    '/members': (fields) => book.addMember({ ...told<Member>(fields), broker: brokerOf(fields) }),
    '/accounts': (fields) => book.addAccount({ ...told<NewAccount>(fields), broker: brokerOf(fields) }),
    '/generate': ({ seed, ...wanted }) => enter(book, generated(Number(seed), told<Wanted>(wanted))),
    '/fills': (fields) => book.trade(dated<NewTrade>(fields)),
    '/settle': (fields) => book.settle(dated<NewSettlement>(fields)),
    '/cash': (fields) => book.addCash(dated<NewCash>(fields)),
    '/void': ({ fill }) => book.voidFill(text(fill)),
    '/correct': ({ fill, ...right }) => book.correctFill(text(fill), right),
    '/fees': ({ fill, fees }) => book.amendFees(text(fill), fees as Fees),
  };
}

function answered(response: Response, act: () => unknown): void {
  try {
    response.json(act() ?? {});
  } catch (error) {
    response.status(400).json({ message: error instanceof Error ? error.message : String(error) });
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`${JSON.stringify(value)} is no text.`);
  return value;
}

function brokerOf({ broker }: Fields): Broker {
  const found = BROKERS.find((known) => known === broker);
  if (!found) throw new Error(`The broker is one of ${BROKERS.join(', ')}.`);
  return found;
}
