import { exactly } from '@singularity/domain';
import type { DecimalText } from '@singularity/domain';

export type Fields = Readonly<Record<string, unknown>>;
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Any number that is read; the exponent is bounded, because written out it becomes digits. */
const NUMBER = /^-?\d{1,18}(\.\d{1,18})?([eE][+-]?\d{1,2})?$/;

/** JSON whose numbers stay the text that was sent: as a number of JavaScript, 0.1 would no longer be 0.1. */
export function parseExactly(body: string): unknown {
  const keepText: Reviver = (_key, value, { source }) => (typeof value === 'number' ? source : value);
  try {
    return JSON.parse(body, keepText as (key: string, value: unknown) => unknown) as unknown;
  } catch {
    return undefined;
  }
}

export function numberOf(value: unknown): DecimalText | null {
  return typeof value === 'string' && NUMBER.test(value) ? exactly(value) : null;
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
