import { ProblemException } from '../http/problem.js';
import type { LedgerReader } from './ledger-reader.js';
import type { PastQuestion } from './question.js';

/** What goes to the other thread. */
export type PastTask =
  | {
      readonly kind: 'ask';
      readonly userId: string;
      readonly question: string;
      readonly versions: readonly number[];
      readonly query: unknown;
    }
  | { readonly kind: 'forget'; readonly userId: string };

/** What comes back: an answer, or what is wrong with the question. Errors lose their class on the way, plain data does not. */
export type PastResult =
  { readonly answer: unknown } | { readonly problem: ConstructorParameters<typeof ProblemException> };

/** The other thread's side: answers out of folded ledgers. */
export function pastWork(
  reader: LedgerReader,
  questions: readonly PastQuestion<never, unknown, readonly never[]>[],
): (task: PastTask) => Promise<PastResult> {
  const byName = new Map(questions.map((question) => [question.name, question]));
  return async (task) => {
    if (task.kind === 'forget') {
      reader.forget(task.userId);
      return { answer: null };
    }
    const question = byName.get(task.question);
    if (!question) throw new Error(`Nobody here answers ${task.question}.`);
    const ledgers = [];
    // In order, so that the second begins from the first.
    for (const version of task.versions) ledgers.push(await reader.at(task.userId, version));
    try {
      return { answer: question.past(task.query as never, ...(ledgers as never[])) };
    } catch (error) {
      if (error instanceof ProblemException) return { problem: error.toArguments() };
      throw error;
    }
  };
}
