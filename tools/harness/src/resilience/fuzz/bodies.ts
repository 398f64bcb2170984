import type { Chance } from '@singularity/backend/members/chance.js';
import type { Body, Intent } from './intent.js';
import type { Operation, Schema } from './document.js';
import { formBody } from './forms.js';
import { HOSTILE_JSON, HOSTILE_TYPES, HUGE_JSON } from './hostile.js';
import { hostile, isFields, nearly, toJson } from './mutation.js';
import { SENSIBLE } from './sensible.js';
import { valueOf } from './values.js';
import type { Source } from './values.js';

const JSON_TYPE = { 'content-type': 'application/json' };
/** A PNG of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

/** A body for an operation; null where none is sent. */
export function bodyOf(operation: Operation, intent: Intent, source: Source): Body | null {
  const [type] = Object.keys(operation.body);
  if (type === undefined) return intent === 'valid' ? null : unwanted(source.chance);
  const schema = operation.body[type]?.schema ?? {};
  if (type === 'multipart/form-data') return formBody(schema, intent, source);
  return type === 'application/json' ? jsonBody(operation, schema, intent, source) : imageBody(intent, source.chance);
}

function jsonBody({ name }: Operation, schema: Schema, intent: Intent, source: Source): Body {
  const { chance } = source;
  const value = SENSIBLE[name]?.(source, schema) ?? valueOf(schema, name, source);
  const fields = isFields(value) ? value : {};
  if (intent === 'valid') return { bytes: toJson(fields), headers: JSON_TYPE };
  if (intent === 'nearly') return { bytes: toJson(nearly(fields, schema, chance)), headers: JSON_TYPE };
  if (chance.happens(0.7)) return { bytes: toJson(hostile(fields, schema, chance)), headers: JSON_TYPE };
  return malformed(toJson(fields), chance);
}

/** Nothing is wrong with what is said, and everything with how. */
function malformed(json: string, chance: Chance): Body {
  if (chance.happens(0.3)) return { bytes: json, headers: { ...JSON_TYPE, ...chance.oneOf(HOSTILE_TYPES) } };
  const name = /"([^"]+)":/.exec(json)?.[1] ?? 'a';
  const bytes = chance.oneOf<() => string | Buffer>([
    () => json.slice(0, chance.whole(0, json.length - 1)),
    () => `${json}${json}`,
    () => `\ufeff${json}`,
    () => Buffer.from(json, 'utf16le'),
    () => Buffer.from(json.replace(/[a-z](?=[a-z]*"[,}])/, '\u00ff'), 'latin1'),
    () => json.replace('{', `{"${name}":${chance.oneOf(HOSTILE_JSON)},`),
    () => json.replace(/}$/, `,"${name}":${chance.oneOf(HOSTILE_JSON)}}`),
    () => json.replace(/}$/, ',}'),
    () => `[${json}]`,
    () => chance.oneOf(HOSTILE_JSON),
    () => chance.weighted(HUGE_JSON, 0.1, '"'),
  ])();
  return { bytes, headers: JSON_TYPE };
}

function imageBody(intent: Intent, chance: Chance): Body {
  const headers = { 'content-type': 'image/png' };
  if (intent === 'valid') return { bytes: PIXEL, headers };
  const bytes = chance.oneOf<() => Buffer>([
    () => PIXEL.subarray(0, chance.whole(0, PIXEL.length - 1)),
    () => Buffer.from(PIXEL.map((byte, at) => (at === 20 ? byte ^ 0xff : byte))),
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    () => Buffer.from('GIF89a'),
    () => Buffer.concat([PIXEL.subarray(0, 8), Buffer.alloc(100, chance.whole(0, 255))]),
  ])();
  const types = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/json'];
  return { bytes, headers: intent === 'nearly' ? headers : { 'content-type': chance.oneOf(types) } };
}

/** Where no body belongs. */
function unwanted(chance: Chance): Body {
  const bytes = chance.oneOf(['{}', '[]', '{"id":"1"}', ...HOSTILE_JSON]);
  return { bytes, headers: { ...JSON_TYPE, ...(chance.happens(0.4) && chance.oneOf(HOSTILE_TYPES)) } };
}
