import type { Reading } from '@singularity/brokers';
import type { ImportQuestionAsked } from '@singularity/contract';
import type { RoundTrip, SourcedFill } from '@singularity/domain';
import type { ImportOptions } from './import-options.js';
import { multiplierIn } from './import-totals.js';
import type { ReadImportFile } from './read-files.js';
import { brokerAccountsIn } from './told-fills.js';

/** What the member has to say before anything can be imported. */
export function questionsOf(
  files: readonly ReadImportFile[],
  { accountId, brokerAccount }: ImportOptions,
  account: { readonly open: boolean } | null,
  trips: readonly RoundTrip<SourcedFill>[],
): readonly ImportQuestionAsked[] {
  const questions: ImportQuestionAsked[] = [];
  if (!account)
    questions.push({
      field: 'accountId',
      message: accountId ? 'This account does not exist. Choose another.' : 'Into which account do these trades go?',
    });
  else if (!account.open)
    questions.push({ field: 'accountId', message: 'This account is closed. Reopen it, or choose another.' });
  const accounts = brokerAccountsIn(files);
  if (accounts.length > 1 && (brokerAccount === null || !accounts.includes(brokerAccount)))
    questions.push({
      field: 'brokerAccount',
      message: 'These files have fills of several accounts. Which one do you want to import?',
      choices: accounts,
    });
  const unnamed = files.filter(({ table }) => table && !table.confirmed);
  if (unnamed.length > 0) questions.push({ field: 'mapping', message: mappingQuestion(unnamed) });
  questions.push(...questionsOnce(files.flatMap(({ reading }) => reading?.questions ?? [])));
  const unknown = unknownSymbols(trips);
  if (unknown.length > 0)
    questions.push({
      field: 'multipliers',
      message: 'These futures are not in the contract table. What is one point worth per contract?',
      choices: unknown,
    });
  return questions;
}

function mappingQuestion(files: readonly ReadImportFile[]): string {
  const isUnknown = files.some(({ recognised }) => recognised === null);
  return isUnknown
    ? 'No broker’s export looks like this file. What do its columns mean?'
    : 'What do the columns of this file mean?';
}

function questionsOnce(questions: Reading['questions']): readonly ImportQuestionAsked[] {
  return [...new Map(questions.map((question) => [question.field, question])).values()];
}

function unknownSymbols(trips: readonly RoundTrip<SourcedFill>[]): readonly string[] {
  return [...new Set(trips.filter((trip) => !multiplierIn(trip)).map(({ instrument }) => instrument.symbol))].sort();
}
