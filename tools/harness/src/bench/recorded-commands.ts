import { Flight } from '@singularity/backend/database/flight.js';
import type { Statement } from '@singularity/backend/database/flight.js';
import { PatientClient } from '@singularity/backend/database/patient-client.js';

/** The statements of one transaction, in order. */
export type Transaction = readonly Statement[];

const MEMBER = /^SET LOCAL app\.user_id = '(.+)'$/;

/** The transactions of each of these members that commit from here on, as this process sends them; `take` empties a list. */
export function recordTransactions(members: readonly string[]): { take(userId: string): readonly Transaction[] } {
  const committed = new Map<string, Transaction[]>(members.map((userId) => [userId, []]));
  const open = new WeakMap<object, Statement[]>();
  const note = (client: object, statement: Statement) => {
    const begun = statement.text === 'BEGIN' ? [] : (open.get(client) ?? []);
    begun.push(statement);
    open.set(client, begun);
    if (statement.text === 'COMMIT') committed.get(memberOf(begun))?.push(begun);
  };
  const query = Reflect.get(PatientClient.prototype, 'query') as (...asked: unknown[]) => never;
  PatientClient.prototype.query = function (this: PatientClient, ...asked: unknown[]): never {
    if (asked[0] instanceof Flight) for (const statement of asked[0].statements) note(this, statement);
    return Reflect.apply(query, this, asked);
  };
  return { take: (userId) => committed.get(userId)?.splice(0) ?? [] };
}

function memberOf(transaction: Transaction): string {
  return MEMBER.exec(transaction[1]?.text ?? '')?.[1] ?? '';
}
