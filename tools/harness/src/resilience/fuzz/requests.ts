import { bodyOf } from './bodies.js';
import type { Intent } from './intent.js';
import type { Operation, Parameter } from './document.js';
import { FORGED_CURSORS, HOSTILE_HEADERS, HOSTILE_QUERIES, HOSTILE_TEXTS } from './hostile.js';
import type { Kind } from './known.js';
import { valuesBeyond } from './mutation.js';
import { randomId, valueOf } from './values.js';
import type { Source } from './values.js';

export type Headers = Readonly<Record<string, string>>;

export interface Request {
  readonly operation: Operation;
  readonly intent: Intent;
  /** With its query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string | Buffer | null;
}

type Spot = 'path' | 'query' | 'header' | 'body';

/** A request for an operation, drawn by chance. `pass` is what a signed-in page sends along. */
export function drawRequest(operation: Operation, intent: Intent, pass: Headers, source: Source): Request {
  const { chance } = source;
  // One thing is off and the rest is well, so that it gets as far as it can.
  const spot = intent === 'valid' ? null : chance.oneOf(spotsOf(operation));
  const at = (place: Spot) => (place === spot ? intent : 'valid');
  const ids = idsFor(operation, source);
  const path = pathOf(operation, ids, at('path'), source);
  const query = queryOf(operation, at('query'), source);
  const body = bodyOf(operation, at('body'), source);
  const headers = { ...pass, ...body?.headers, ...headersOf(operation, ids, at('header'), source) };
  return { operation, intent, path: query ? `${path}?${query}` : path, headers, body: body?.bytes ?? null };
}

/** Where something may be off; more often where the operation takes more. */
function spotsOf({ method, parameters, body }: Operation): readonly Spot[] {
  const has = (place: Parameter['in']) => parameters.some((parameter) => parameter.in === place);
  return [
    'query',
    'header',
    ...(has('path') ? (['path', 'path'] as const) : []),
    ...(has('query') ? (['query', 'query', 'query'] as const) : []),
    // A GET has no body.
    ...(method === 'GET' ? [] : (['body'] as const)),
    ...(Object.keys(body).length > 0 ? (['body', 'body', 'body', 'body'] as const) : []),
  ];
}

/** By the name of each parameter in the path: values that exist, where one is known. */
function idsFor({ path }: Operation, { chance, known }: Source): Readonly<Record<string, string>> {
  const draw = (kind: Kind) => known.oneOf(kind, chance) ?? randomId(chance);
  const stage = stageIn(path);
  const fit = stage && chance.happens(0.7) ? known.oneOf(stage, chance) : undefined;
  const part = path.includes('{executionId}') ? 'execution' : path.includes('{screenshotId}') ? 'screenshot' : null;
  // What is part of a trade is known together with it.
  const [id = '', inner = randomId(chance)] = (fit ?? draw(part ?? ownerIn(path))).split('/');
  return {
    id,
    executionId: inner,
    screenshotId: inner,
    batchId: draw('batch'),
    version: String(chance.whole(Math.max(1, known.version - 30), Math.max(1, known.version))),
    day: known.oneOf('day', chance) ?? '2026-01-05',
  };
}

/** Which imports a step is for: most others refuse it. */
function stageIn(path: string): Kind | null {
  if (path.endsWith('/imports/{id}/confirm')) return 'ready import';
  return path.endsWith('/imports/{id}/undo') ? 'done import' : null;
}

function ownerIn(path: string): Kind {
  const [, list] = /\/(account|session|import)s\//.exec(path) ?? [];
  if (list) return list as Kind;
  return path.endsWith('/restore') ? 'deleted' : 'trade';
}

function pathOf(
  { path }: Operation,
  ids: Readonly<Record<string, string>>,
  intent: Intent,
  { chance }: Source,
): string {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const odd = intent === 'valid' ? undefined : chance.oneOf(names);
  return path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = ids[name] ?? randomId(chance);
    if (name !== odd) return value;
    if (intent === 'nearly')
      return encoded(
        chance.oneOf([value.toUpperCase(), value.slice(1), `${value}0`, ` ${value}`, `{${value}}`, '0', '-1']),
      );
    return chance.oneOf(['%', '%zz', '%ff', '%ed%a0%80', '%00', '%2f', 'a'.repeat(4_000), hostileText(chance)]);
  });
}

/** Never empty: that would be another path. */
function hostileText(chance: Source['chance']): string {
  return encoded(chance.oneOf(HOSTILE_TEXTS) || '%');
}

function queryOf({ name, parameters }: Operation, intent: Intent, source: Source): string {
  const { chance } = source;
  const possible = parameters.filter((parameter) => parameter.in === 'query');
  const chosen = possible.filter(
    (parameter) => parameter.required === true || chance.happens(oftenOf(name, parameter)),
  );
  const pairs = chosen.flatMap((parameter) => pairsOf(name, parameter, source));
  if (intent === 'valid') return pairs.join('&');
  const odd = possible.length > 0 ? chance.oneOf(possible) : { name: 'unknown', in: 'query' as const, schema: {} };
  const others = pairs.filter((pair) => !pair.startsWith(`${odd.name}=`));
  return [...others, intent === 'nearly' ? nearlyPair(odd, source) : hostilePair(odd, source)].join('&');
}

/** The past is costly, and a comparison needs a beginning. */
function oftenOf(operation: string, { name }: Parameter): number {
  if (name === 'fromVersion') return 0.8;
  if (operation.includes('/compare')) return 0.1;
  return /asOf|recorded/.test(name) ? 0.05 : 0.15;
}

function pairsOf(operation: string, { name, schema }: Parameter, source: Source): readonly string[] {
  const cursor = name === 'cursor' ? source.known.oneOf(`cursor ${operation}`, source.chance) : undefined;
  const values = [cursor ?? valueOf(schema, name, source)].flat();
  return values.map((value) => `${name}=${encoded(String(value))}`);
}

function nearlyPair({ name, schema }: Parameter, source: Source): string {
  const { chance } = source;
  const single = schema.items ?? schema;
  const value = chance.oneOf(valuesBeyond(valueOf(single, name, source), single).filter(isPlain));
  const pair = `${name}=${encoded(String(value).slice(0, 4_000))}`;
  if (chance.happens(0.2)) return `${pair}&${pair}`;
  return chance.happens(0.2) ? `${name}x=${encoded(String(value).slice(0, 4_000))}` : pair;
}

function hostilePair({ name }: Parameter, { chance }: Source): string {
  if (name === 'cursor' && chance.happens(0.6)) return `cursor=${encoded(chance.oneOf(FORGED_CURSORS))}`;
  if (chance.happens(0.4)) return chance.oneOf(HOSTILE_QUERIES).replaceAll('%s', name);
  return `${name}=${encoded(chance.oneOf(HOSTILE_TEXTS))}`;
}

function headersOf(
  operation: Operation,
  ids: Readonly<Record<string, string>>,
  intent: Intent,
  source: Source,
): Headers {
  const { chance, known } = source;
  const takes = (name: string) => operation.parameters.some((parameter) => parameter.name === name);
  const seen = known.streamVersionOf(ids['id'] ?? '') ?? 1;
  return {
    ...(takes('If-Match') && chance.happens(0.15) && { 'if-match': chance.oneOf(['*', `"${seen}"`, `"${seen}"`]) }),
    ...(takes('Idempotency-Key') && chance.happens(0.15) && { 'idempotency-key': `key-${chance.whole(1, 100_000)}` }),
    ...(takes('Last-Event-ID') && chance.happens(0.5) && { 'last-event-id': String(known.version) }),
    ...(intent !== 'valid' && chance.oneOf(HOSTILE_HEADERS)),
  };
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object';
}

/** Percent-encoded as UTF-8, lone surrogates too, as no encoder would. */
function encoded(text: string): string {
  if (text.isWellFormed()) return encodeURIComponent(text);
  return [...text].map((char) => (char.isWellFormed() ? encodeURIComponent(char) : '%ED%A0%80')).join('');
}
