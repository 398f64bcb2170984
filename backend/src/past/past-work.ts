import type { Tenants } from '../database/tenants.js';
import { ProblemException } from '../http/problem.js';
import type { LedgerReader } from './ledger-reader.js';
import type { PastQuestion, Question } from './question.js';

/** What goes to the other thread. */
export type PastTask =
  | {
      readonly kind: 'ask';
      readonly userId: string;
      readonly question: string;
      readonly versions: readonly number[];
      readonly query: unknown;
    }
  | { readonly kind: 'now'; readonly userId: string; readonly question: string; readonly query: unknown }
  | { readonly kind: 'forget'; readonly userId: string };

/** What comes back: an answer, or what is wrong with the question. Errors lose their class on the way, plain data does not. */
export type PastResult =
  { readonly answer: unknown } | { readonly problem: ConstructorParameters<typeof ProblemException> };

type AnyQuestion = PastQuestion<never, unknown, readonly never[]> & Partial<Pick<Question<never, unknown>, 'now'>>;

/** The other thread's side: answers out of folded ledgers, and of rows as they stand. */
export function pastWork(
  tenants: Tenants,
  reader: LedgerReader,
  questions: readonly AnyQuestion[],
): (task: PastTask) => Promise<PastResult> {
  const byName = new Map(questions.map((question) => [question.name, question]));

  async function answer(task: Exclude<PastTask, { readonly kind: 'forget' }>): Promise<unknown> {
    const question = byName.get(task.question);
    const query = task.query as never;
    if (!question) throw new Error(`Nobody here answers ${task.question}.`);
    if (task.kind === 'now') return tenants.readTenant(task.userId, async (tx) => question.now?.(tx, query));
    const ledgers = [];
    // In order, so that the second begins from the first.
    for (const version of task.versions) ledgers.push(await reader.at(task.userId, version));
    return question.past(query, ...(ledgers as never[]));
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
