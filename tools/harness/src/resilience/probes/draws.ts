import type { Chance } from '@singularity/backend/members/chance.js';
import type { Ids } from './ids.js';
import { idsInPath, isOfSomebody, requestOf, ROUTES } from './route-table.js';
import type { Route } from './route-table.js';
import type { VisitorRequest } from './visitor.js';

/** As much of an OpenAPI document as it takes to ask for something valid. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: readonly Parameter[] }>>>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The same question, about whatever ids it is asked about. */
export interface Question {
  readonly name: string;
  /** Whether everything in its path is another's, so that there must be nothing. */
  readonly isAllAnothers: boolean;
  readonly about: (ids: Ids) => VisitorRequest;
}

type Part = (ids: Ids) => string;
/** Versions that every ledger here has, and none that costs much to fold. */
const MOST_IN_A_NUMBER = 3;

/** One question to a route: which of its bodies, what valid values beside, which headers, and what of it is one's own. */
export function drawQuestion(chance: Chance, name: string, document: ApiDocument, own: Partial<Ids>): Question {
  const { bodies = [] } = ROUTES[name] ?? {};
  const body = bodies.length > 0 ? chance.whole(0, bodies.length - 1) : 0;
  const mine = drawOwn(chance, name, own);
  const isAllAnothers = isOfSomebody(name) && Object.keys(mine).length === 0;
  const extras = drawExtras(chance, name, document);
  const headers = drawHeaders(chance, name, isAllAnothers);
  return {
    name,
    isAllAnothers,
    about: (theirs) => {
      const ids = { ...theirs, ...mine };
      const query = extras.map((extra) => extra(ids)).join('&');
      return { ...requestOf(name, ids, { query, body }), headers: headers(ids) };
    },
  };
}

/** Of the ids in the path, one that may be of whoever asks, and still nothing is done. */
function drawOwn(chance: Chance, name: string, own: Partial<Ids>): Partial<Ids> {
  const [first, second] = idsInPath(name);
  const harmless = second !== undefined || name.startsWith('GET') || ROUTES[name]?.refusedForBody;
  const id = first && own[first];
  return id && harmless && chance.happens(0.35) ? { [first]: id } : {};
}

/** Valid values of what the document says that the route also takes. */
function drawExtras(chance: Chance, name: string, { paths }: ApiDocument): readonly Part[] {
  const [method = '', pattern = ''] = name.split(' ');
  const operation = paths[pattern.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  const told = new Set(new URLSearchParams(ROUTES[name]?.query?.({} as Ids) ?? '').keys());
  return (operation?.parameters ?? []).flatMap(({ name: field, in: target, schema = {} }) => {
    if (target !== 'query' || told.has(field) || field === 'cursor' || !chance.happens(0.25)) return [];
    const value = drawValue(chance, schema.items ?? schema);
    return value ? [(ids: Ids) => `${field}=${value(ids)}`] : [];
  });
}

function drawValue(chance: Chance, { type, format, enum: choices, minimum = 0, maximum = 0 }: Schema): Part | null {
  if (choices) return constantly(chance.oneOf(choices));
  if (format === 'uuid') return chance.oneOf<Part>([({ account }) => account, ({ trade }) => trade]);
  if (format === 'date') return constantly(`2026-01-0${chance.whole(1, 9)}`);
  if (format === 'date-time') return constantly(`2026-01-0${chance.whole(1, 9)}T12:00:00Z`);
  if (type === 'integer' || type === 'number')
    return constantly(String(chance.whole(minimum, Math.min(maximum, minimum + MOST_IN_A_NUMBER))));
  return null;
}

const constantly = (value: string) => () => value;

/** Of the member's: their keys, and the versions that they have seen. At least one where nothing else is theirs. */
function drawHeaders(chance: Chance, name: string, isAllAnothers: boolean): (ids: Ids) => Record<string, string> {
  const { query, bodies, stream }: Route = ROUTES[name] ?? {};
  const nothingElse = !query && !bodies && !name.includes(':');
  const keyed = nothingElse || chance.happens(name.startsWith('GET') ? 0.1 : 0.5);
  const matched = isAllAnothers && chance.happens(0.3);
  const seen = name.startsWith('GET') && chance.happens(0.3);
  const last = stream && chance.happens(0.7);
  return ({ key, version }) => ({
    ...(keyed && { 'Idempotency-Key': key }),
    ...(matched && { 'If-Match': `"${version}"` }),
    ...(seen && { 'If-None-Match': `"${version}"` }),
    ...(last && { 'Last-Event-ID': version }),
  });
}

const RARELY = 0.04;

/** Any route, but seldom one that is for everybody, changes what whoever asks has, or signs them out. */
export function drawRoute(chance: Chance, names: readonly string[]): string {
  for (;;) {
    const name = chance.oneOf(names);
    const { open, goesThrough, leaves } = ROUTES[name] ?? {};
    if (!(open || goesThrough || leaves) || chance.happens(RARELY)) return name;
  }
}
