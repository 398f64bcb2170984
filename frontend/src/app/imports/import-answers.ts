import type { EditImportRequest, ImportAnswer } from '@singularity/contract';
import { decimal, parseTimeZone } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';
import { readNumber } from '../ui/format/number-text';

/** Answers as a form has them: what is not answered is empty. */
export interface AnswersDraft {
  accountId: string;
  brokerAccount: string;
  timeZone: string;
  dateOrder: string;
  bringBack: boolean;
  multipliers: { symbol: string; multiplier: string }[];
}

/** What an answer is read as; null for none. */
const ANSWERS = {
  accountId: given,
  brokerAccount: given,
  timeZone: (typed: string) => parseTimeZone(typed.trim()),
  dateOrder: given,
};

/** What an import knows; where it says nothing new of a question, what was typed before stays. */
export function draftOf(
  preview: ImportAnswer,
  before?: { readonly preview: ImportAnswer; readonly draft: AnswersDraft },
): AnswersDraft {
  const text = (field: keyof typeof ANSWERS) =>
    before && before.preview.options[field] === preview.options[field]
      ? before.draft[field]
      : (preview.options[field] ?? '');
  const known = before?.draft.multipliers ?? [];
  const asked = preview.questions.find(({ field }) => field === 'multipliers')?.choices ?? [];
  const added = asked.filter((symbol) => known.every((row) => row.symbol !== symbol));
  return {
    accountId: text('accountId'),
    brokerAccount: text('brokerAccount'),
    timeZone: text('timeZone'),
    dateOrder: text('dateOrder'),
    bringBack: preview.options.bringBack,
    multipliers: [...known, ...added.map((symbol) => ({ symbol, multiplier: '' }))],
  };
}

/** What is answered otherwise than the import has it; what cannot be read is left out. */
export function changeOf({ options, questions }: ImportAnswer, draft: AnswersDraft): EditImportRequest {
  const changed = Object.entries(ANSWERS).flatMap(([name, read]) => {
    const field = name as keyof typeof ANSWERS;
    const answer = read(draft[field]);
    return answer === null || answer === options[field] ? [] : [[field, answer]];
  });
  const multipliers = multipliersIn(draft);
  const asked = questions.find(({ field }) => field === 'multipliers')?.choices ?? [];
  const answersOne = multipliers.some(({ symbol }) => asked.includes(symbol));
  return {
    ...Object.fromEntries(changed),
    ...(draft.bringBack !== options.bringBack && { bringBack: draft.bringBack }),
    ...(answersOne && { multipliers }),
  };
}

function given(chosen: string): string | null {
  return chosen === '' ? null : chosen;
}

function multipliersIn({ multipliers }: AnswersDraft) {
  return multipliers.flatMap(({ symbol, multiplier }) => {
    const read = readMultiplier(multiplier);
    return read === null ? [] : [{ symbol, multiplier: read }];
  });
}

/** Null for what can be no multiplier. */
export function readMultiplier(typed: string): DecimalText | null {
  const read = readNumber(typed);
  return read !== null && decimal(read).greaterThan(0) ? read : null;
}
