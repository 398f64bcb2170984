import { exactJson, valueAt } from '@singularity/brokers';
import { SyncFault } from '../sync-fault.js';
import type { Reply } from './asking.js';

/** What stands at a dotted path of an answer: numbers as the text that was sent, undefined where there is nothing. */
export type Said = (path: string) => unknown;

/** The answer as JSON. Rejects what is none: an error page of a proxy, half an answer. */
export function jsonOf({ text }: Pick<Reply, 'text'>): Said {
  return saidIn(parsed(text));
}

/** A list at a path: one element may stand alone, and nothing may be null or the word. */
export function listOf(said: Said, path: string): readonly unknown[] {
  const found = said(path);
  if (Array.isArray(found)) return found;
  return typeof found === 'object' && found !== null ? [found] : [];
}

/** Text or a number at a path, as text; empty where there is none. */
export function textAt(said: Said, path: string): string {
  const found = said(path);
  return typeof found === 'string' ? found : '';
}

/** What stands at paths of a value, such as an element of a list. */
export function saidIn(value: unknown): Said {
  return (path) => valueAt(value, path);
}

function parsed(text: string): unknown {
  try {
    return exactJson(text);
  } catch {
    throw new SyncFault('unreadable', 'The broker’s answer cannot be read.');
  }
}
