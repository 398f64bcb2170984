import type { TenantTransaction } from './tenants.js';

/**
 * Work with the same transaction, in which many may ask at once: a connection answers one after the other. Where the work
 * fails, what has not been asked yet is never asked.
 */
export async function serialized<Result>(
  tx: TenantTransaction,
  work: (tx: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  let over = false;
  const query = <Row>(sql: string, parameters?: readonly unknown[]) => {
    const answer = last.then(() => {
      if (over) throw new Error('The transaction is over.');
      return tx.query<Row>(sql, parameters);
    });
    last = answer.catch(() => undefined);
    return answer;
  };
  try {
    return await work({ ...tx, query });
  } finally {
    over = true;
    await last;
  }
}
