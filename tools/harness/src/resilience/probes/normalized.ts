import type { IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What any two answers differ in, however alike: the time, and ids, receipts and tokens of what was newly made. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>'],
  [/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>'],
  [/[0-9a-f]{64}/g, '<hash>'],
  [/sgl_[\w-]+/g, '<token>'],
  [/"version":\d+/g, '"version":<n>'],
];
const OF_ONE_ANSWER = ['date', 'content-security-policy', 'content-length'];
/** With what was drawn for this answer: of cookies their names are compared, and of addresses what comes before the question. */
const DRAWN: Readonly<Record<string, RegExp>> = { 'set-cookie': /[.=][^;]*/g, location: /\?.*/ };

/** All of an answer that must be the same, whether an id is another's or nobody's. */
export function normalized({ status, headers, text }: Answer) {
  const compared = Object.entries(headers).filter(([name]) => !OF_ONE_ANSWER.includes(name));
  const values = compared.map(([name, value]) => {
    const drawn = DRAWN[name];
    return [name, constant(drawn ? String(value).replace(drawn, '') : String(value))] as const;
  });
  return { status, text: constant(text), headers: Object.fromEntries(values.sort()) };
}

function constant(text: string): string {
  return CHANGING.reduce((same, [changing, word]) => same.replace(changing, word), text);
}
