import { Unreadable, FILE_LIMITS, TOO_MANY_ROWS } from '../source/source.js';

/** What a broker's API answered to one call, as text: nothing of it is lost, and a better reader can read it again. */
export interface Answer {
  /** What was asked, in a word of the connector's: `history`. */
  readonly call: string;
  readonly body: string;
}

/** Of which account answers are, and of which days: both ends are in. */
export interface AnswersOf {
  readonly broker: string;
  /** The account as the broker names it. */
  readonly account: string;
  readonly from: string;
  readonly to: string;
  /** When it was asked. */
  readonly at: string;
}

export interface Answers extends AnswersOf {
  readonly answers: readonly Answer[];
}

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
