import type { QueryConfig } from 'pg';
import { CONNECTION_CHECK } from '../src/database/connection-check.js';
import { Flight } from '../src/database/flight.js';
import type { Statement } from '../src/database/flight.js';
import { PatientClient } from '../src/database/patient-client.js';
import { servedRequest } from '../src/runtime/request-context.js';

/** What was sent at once, and for which request. */
export interface Sent {
  readonly requestId: string | undefined;
  readonly statements: readonly Statement[];
}

/** Notes what this process sends to its database from here on, in order, but for what is asked of a new connection. */
export function recordSent(): Sent[] {
  const sent: Sent[] = [];
  onSent((flight) => sent.push(flight));
  return sent;
}

/** Tells of each of the same, when it is sent. */
export function onSent(hear: (sent: Sent) => void): void {
  const query = Reflect.get(PatientClient.prototype, 'query') as (...asked: unknown[]) => never;
  PatientClient.prototype.query = function (this: PatientClient, ...asked: unknown[]): never {
    const statements = statementsOf(asked);
    if (statements[0]?.text !== CONNECTION_CHECK) hear({ requestId: servedRequest().requestId, statements });
    return Reflect.apply(query, this, asked);
  };
}

function statementsOf([asked, values]: readonly unknown[]): readonly Statement[] {
  if (asked instanceof Flight) return asked.statements;
  if (typeof asked === 'string') return [{ text: asked, values: Array.isArray(values) ? values : [] }];
  const { text, values: bound } = asked as QueryConfig;
  return [{ text, values: bound ?? [] }];
}
