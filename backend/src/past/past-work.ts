import { ProblemException } from '../http/problem.js';
import type { LedgerReader } from './ledger-reader.js';
import type { PastQuery } from './ledger-query.js';

/** What goes to the other thread. */
export type PastTask =
  | {
      readonly kind: 'ask';
      readonly userId: string;
      readonly query: string;
      readonly versions: readonly number[];
      readonly params: unknown;
    }
  | { readonly kind: 'forget'; readonly userId: string };

/** What comes back: an answer, or what is wrong with the query. Errors lose their class on the way, plain data does not. */
export type PastResult =
  { readonly answer: unknown } | { readonly problem: ConstructorParameters<typeof ProblemException> };

/** Any query, as far as the other thread knows it. */
export type AnyQuery = PastQuery<never, unknown, readonly never[]>;

/** The other thread's side: answers out of folded ledgers. */
export function pastWork(reader: LedgerReader, queries: readonly AnyQuery[]): (task: PastTask) => Promise<PastResult> {
  const byName = new Map(queries.map((query) => [query.name, query]));

  async function answer(task: Exclude<PastTask, { readonly kind: 'forget' }>): Promise<unknown> {
    const query = byName.get(task.query);
    const params = task.params as never;
    if (!query) throw new Error(`Nobody here answers ${task.query}.`);
    const ledgers = [];
    // In order, so that the second begins from the first.
    for (const version of task.versions) ledgers.push(await reader.at(task.userId, version));
    return query.past(params, ...(ledgers as never[]));
  }

  return async (task) => {
    if (task.kind === 'forget') {
      reader.forget(task.userId);
      return { answer: null };
    }
    try {
      return { answer: await answer(task) };
    } catch (error) {
      if (error instanceof ProblemException) return { problem: error.toArguments() };
      throw error;
    }
  };
}
