import type { TradeSort } from '@singularity/contract';
import { parseInstant, parseSymbol } from '@singularity/domain';
import { invalidFields } from '../http/problem.js';

/** The last trade of a page: where the next one goes on. */
export interface Cursor {
  readonly sort: TradeSort;
  readonly order: 'asc' | 'desc';
  readonly value: string | null;
  readonly id: string;
}

export function writeCursor({ sort, order, value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, order, value, id])).toString('base64url');
}

/** Refuses a cursor of another order, and anything that we did not write. */
export function readCursor(text: string, sort: TradeSort, order: 'asc' | 'desc'): Cursor {
  const cursor = parse(text);
  if (cursor?.sort !== sort || cursor.order !== order)
    throw invalidFields([{ field: 'cursor', message: 'This cursor belongs to another list. Start from the top.' }]);
  return cursor;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isNumber(value: string): boolean {
  return /^-?\d{1,100}(\.\d{1,60})?$/.test(value);
}

const FORMS: Record<TradeSort, (value: string) => boolean> = {
  date: (value) => parseInstant(value) !== null,
  entryAt: (value) => parseInstant(value) !== null,
  exitAt: (value) => parseInstant(value) !== null,
  symbol: (value) => parseSymbol(value) === value,
  netPnl: isNumber,
  quantity: isNumber,
  fees: isNumber,
  pnlPercent: isNumber,
  rMultiple: isNumber,
  holding: isNumber,
};

function parse(text: string): Cursor | null {
  const list = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
  if (!Array.isArray(list) || list.length !== 4) return null;
  const [sort, order, value, id] = list as unknown[];
  if (!isSort(sort) || (order !== 'asc' && order !== 'desc')) return null;
  if (!isValueOf(sort, value)) return null;
  return typeof id === 'string' && UUID.test(id) ? { sort, order, value, id } : null;
}

function isValueOf(sort: TradeSort, value: unknown): value is string | null {
  return value === null || (typeof value === 'string' && FORMS[sort](value));
}

function isSort(value: unknown): value is TradeSort {
  return typeof value === 'string' && Object.hasOwn(FORMS, value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
