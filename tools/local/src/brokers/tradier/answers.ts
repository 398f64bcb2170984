import type { Request, Response } from 'express';

/**
 * Tradier's JSON is made from its XML: one element comes as an object, several as a list, and in place of no elements
 * at all stands the text "null".
 */
export function listed(name: string, items: readonly unknown[], nothing: string): unknown {
  if (items.length === 0) return nothing === 'text' ? 'null' : null;
  return { [name]: items.length === 1 ? items[0] : items };
}

/** JSON for who asks for it, and XML for all others. */
export function answer(request: Request, response: Response, value: Readonly<Record<string, unknown>>): void {
  if (request.headers.accept?.includes('application/json')) return void response.json(value);
  response.type('xml').send(`<?xml version="1.0" encoding="UTF-8"?>${elements(value)}`);
}

function elements(value: unknown): string {
  if (value === null || value === 'null') return '';
  if (typeof value !== 'object') return String(value);
  if ('rawJSON' in value) return String(value.rawJSON);
  return Object.entries(value)
    .flatMap(([name, inside]) => (Array.isArray(inside) ? inside : [inside]).map((one) => [name, one] as const))
    .map(([name, one]) => `<${name}>${elements(one)}</${name}>`)
    .join('');
}

/** The part of the list that a page holds. */
export function pageOf<T>(items: readonly T[], page: number, limit: number): readonly T[] {
  return items.slice((page - 1) * limit, page * limit);
}
