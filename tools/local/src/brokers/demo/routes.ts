import { Router, urlencoded } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { quotient, times } from '../amounts.js';
import type { Book } from '../book.js';
import type { Broker } from '../facts.js';
import { demoPage } from './page.js';

/** A page with the keys of the demo, and buttons for what can happen at a broker. */
export function demoRoutes(book: Book): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.type('html').send(demoPage(book)));
  router.use('/demo', sameOrigin, urlencoded({ extended: false }));
  router.post('/demo/day', (_request, response) => done(response, () => book.endDay()));
  router.post('/demo/correct', (request, response) => {
    const { broker, name } = whose(request);
    done(response, () => correctLast(book, broker, name));
  });
  router.post('/demo/revoke', (request, response) => {
    const { broker, name } = whose(request);
    done(response, () => book.access.revoke(broker, name));
  });
  router.post('/demo/restore', (request, response) => {
    const { broker, name } = whose(request);
    done(response, () => book.access.rotate(broker, name, {}));
  });
  return router;
}

/** Only the page itself may press its buttons. */
function sameOrigin(request: Request, response: Response, next: NextFunction): void {
  const { origin, host = '' } = request.headers;
  const isLocal = /^(127\.0\.0\.1|localhost):\d+$/.test(host);
  if (isLocal && origin === `http://${host}`) next();
  else response.status(403).type('text').send('Press the button on the page.');
}

function whose({ body }: Request): { broker: Broker; name: string } {
  const { broker, name } = body as { broker: Broker; name: string };
  return { broker, name };
}

/** The newest fill was a hundredth more expensive. */
function correctLast(book: Book, broker: Broker, name: string): void {
  const [account] = book.accounts(broker, name);
  const last = account && book.expected(account.id).findLast(({ order }) => order !== null);
  if (!last) throw new Error('There is no fill to correct.');
  book.correctFill(last.id, { price: quotient(times(last.price, '1.01'), '1', 2) });
}

function done(response: Response, act: () => unknown): void {
  try {
    act();
    response.redirect(303, '/');
  } catch (error) {
    response.status(400).type('text').send(String(error));
  }
}
