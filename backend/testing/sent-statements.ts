import type { QueryConfig } from 'pg';
import { Flight } from '../src/database/flight.js';
import type { Statement } from '../src/database/flight.js';
import { PatientClient } from '../src/database/patient-client.js';

/** Notes what this process sends to its database from here on: flight after flight, each with its statements. */
export function recordSent(): Statement[][] {
  const sent: Statement[][] = [];
  const query = Reflect.get(PatientClient.prototype, 'query') as (...asked: unknown[]) => never;
  PatientClient.prototype.query = function (this: PatientClient, ...asked: unknown[]): never {
    sent.push(statementsOf(asked));
    return Reflect.apply(query, this, asked);
  };
  return sent;
}

function statementsOf([asked, values]: readonly unknown[]): Statement[] {
  if (asked instanceof Flight) return [...asked.statements];
  if (typeof asked === 'string') return [{ text: asked, values: Array.isArray(values) ? values : [] }];
  const { text, values: bound } = asked as QueryConfig;
  return [{ text, values: bound ?? [] }];
}
