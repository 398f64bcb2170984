import type { NextFunction, Request, Response } from 'express';

/** A request that the stand-in was asked. */
export interface Call {
  readonly broker: string;
  readonly method: string;
  /** Its prefix, which stands for the broker's host. */
  readonly prefix: string;
  /** Below that prefix, without the query. */
  readonly path: string;
  readonly query: string;
  /** By the stand-in's clock, in milliseconds. */
  readonly at: number;
  /** What was answered; 0 while the answer is under way, and where it was cut. */
  status: number;
  /** Whether it was of a route that the dialect has. */
  known: boolean;
}

export interface CallCount {
  readonly broker: string;
  readonly method: string;
  readonly path: string;
  readonly known: boolean;
  readonly count: number;
}

const CALL = 'call';

/** All that was asked since the start, so that a test can tell what never was. */
export class Calls {
  private list: Call[] = [];

  constructor(private readonly now: () => number) {}

  /** In the order in which they came in. */
  all(broker?: string): readonly Call[] {
    return this.list.filter((call) => broker === undefined || call.broker === broker);
  }

  counts(broker?: string): readonly CallCount[] {
    const counted = new Map<string, CallCount>();
    for (const { broker: of, method, path, known } of this.all(broker)) {
      const key = JSON.stringify([of, method, path, known]);
      counted.set(key, { broker: of, method, path, known, count: (counted.get(key)?.count ?? 0) + 1 });
    }
    return [...counted.values()];
  }

  /** What was asked for that the broker does not have. */
  unknown(broker?: string): readonly Call[] {
    return this.all(broker).filter(({ known }) => !known);
  }

  clear(): void {
    this.list = [];
  }

  /** Stands before all else of a broker. */
  counting(broker: string) {
    return (request: Request, response: Response, next: NextFunction): void => {
      const [path = '', query = ''] = request.url.split('?');
      const { method, baseUrl } = request;
      const prefix = baseUrl.slice(1);
      const call: Call = { broker, prefix, method, path, query, at: this.now(), status: 0, known: true };
      this.list.push(call);
      response.locals[CALL] = call;
      response.on('finish', () => (call.status = response.statusCode));
      next();
    };
  }
}

/** Stands behind the routes of a dialect: what comes here has none. */
export function markUnknown(_request: Request, response: Response, next: NextFunction): void {
  const call = response.locals[CALL] as Call | undefined;
  if (call) call.known = false;
  next();
}
