import { FILE_LIMITS, TOO_MANY_ROWS, Unreadable } from './source.js';
import type { Answer, Answers, AnswersOf } from './source.js';

const MARK = '{"answers":1,';

/** Whether a text is a file of answers. */
export function isAnswers(text: string): boolean {
  return text.startsWith(MARK);
}

/** The first line of a file of answers. */
export function answersHead({ broker, account, from, to, at }: AnswersOf): string {
  return `${MARK}${JSON.stringify({ broker, account, from, to, at }).slice(1)}\n`;
}

/** One more line of it. */
export function answerLine({ call, body }: Answer): string {
  return `${JSON.stringify({ call, body })}\n`;
}

/** Reads a file of answers. Throws `Unreadable` for anything that `answersHead` and `answerLine` do not write. */
export function answersIn(text: string): Answers {
  const [head = '', ...lines] = text.split('\n').filter((line) => line !== '');
  if (lines.length > FILE_LIMITS.rows) throw new Unreadable(TOO_MANY_ROWS);
  const of = parsed(head, 'broker', 'account', 'from', 'to', 'at');
  return { ...of, answers: lines.map((line) => parsed(line, 'call', 'body')) };
}

function parsed<Name extends string>(line: string, ...names: readonly Name[]): Record<Name, string> {
  const said = valueIn(line);
  const has = typeof said === 'object' && said !== null;
  const value = (has ? said : {}) as Record<Name, unknown>;
  if (!names.every((name) => typeof value[name] === 'string')) throw broken();
  return value as Record<Name, string>;
}

function valueIn(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw broken();
  }
}

function broken(): Unreadable {
  return new Unreadable('This file of a broker’s answers is damaged. Sync again.');
}
