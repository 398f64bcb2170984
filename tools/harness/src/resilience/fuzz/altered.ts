import type { Operation, Schema } from './document.js';
import { parsed } from './judge.js';
import { isFields } from './mutation.js';
import type { Request } from './requests.js';
import type { Answer } from './kept-connection.js';

type Fields = Readonly<Record<string, unknown>>;

/** What was sent, the schema of it, and where it must stand in the answer: there, or in one of several places. */
interface Expectation {
  readonly sent: Fields;
  readonly schema: Schema;
  readonly indexes: readonly Fields[];
}

/** Fields of a write that was taken which the answer does not say back: altered in silence, as no request may be. */
export function alteredBy({ operation, body }: Request, { status, text }: Answer): readonly string[] {
  const schema = operation.body['application/json']?.schema;
  if (!schema || status >= 300 || text === '' || typeof body !== 'string') return [];
  const sent = parsed(body);
  const answer: unknown = JSON.parse(text);
  if (!isFields(sent) || !isFields(answer)) return [];
  return expectationsOf(operation, { sent, schema, indexes: [answer] }).flatMap(unmet);
}

function expectationsOf({ name }: Operation, whole: Expectation): readonly Expectation[] {
  const [answer = {}] = whole.indexes;
  const executions = whole.schema.properties?.['executions']?.items ?? whole.schema;
  switch (name) {
    case 'POST /api/user/trades': {
      const { executions: listed, ...fields } = whole.sent;
      const each = fieldsIn(listed).map((sent) => ({
        sent,
        schema: executions,
        indexes: fieldsIn(answer['executions']),
      }));
      return [{ ...whole, sent: fields }, ...each];
    }
    case 'POST /api/user/trades/{id}/executions':
    case 'PATCH /api/user/trades/{id}/executions/{executionId}':
      return [{ ...whole, indexes: fieldsIn(answer['executions']) }];
    case 'POST /api/user/trades/{id}/close': {
      const { exitPrice: price, exitAt: at, ...more } = whole.sent;
      const { exitPrice = {}, exitAt = {} } = whole.schema.properties ?? {};
      const schema = { properties: { ...whole.schema.properties, price: exitPrice, at: exitAt } };
      return [{ sent: { price, at, ...more }, schema, indexes: fieldsIn(answer['executions']) }];
    }
    case 'POST /api/user/trades/bulk':
      return bulkExpectations(whole, answer);
    case 'PUT /api/user/accounts/{id}/balance':
      // What happened after that moment is in the balance too.
      return 'at' in whole.sent ? [] : [{ ...whole, sent: { balance: whole.sent['balance'] } }];
    case 'PUT /api/user/days/{day}/note':
      return [{ ...whole, sent: clearedByBlank(whole.sent) }];
    case 'PATCH /api/user/imports/{id}': {
      // What of these stands in the files is seen in what becomes of them.
      const { links: _links, multipliers: _multipliers, mapping: _mapping, readAs: _readAs, ...options } = whole.sent;
      return [{ ...whole, sent: options, indexes: fieldsIn([answer['options']]) }];
    }
    case 'POST /api/user/fills':
      // The fills themselves are seen in what becomes of them.
      return [{ ...whole, sent: { accountId: whole.sent['accountId'] }, indexes: fieldsIn([answer['options']]) }];
    case 'POST /api/user/trades/{id}/revert':
      return [];
    default:
      return [whole];
  }
}

/** Blank text clears the note of a day. */
function clearedByBlank({ notes }: Fields): Fields {
  return { notes: typeof notes === 'string' && notes.trim() === '' ? null : notes };
}

function bulkExpectations({ sent, schema }: Expectation, answer: Fields): readonly Expectation[] {
  const edit = sent['edit'];
  if (!isFields(edit)) return [];
  const { addTags: _added, removeTags: _removed, ...fields } = edit;
  return fieldsIn(answer['changed']).map((trade) => ({
    sent: fields,
    schema: schema.properties?.['edit'] ?? {},
    indexes: [trade],
  }));
}

function unmet({ sent, schema, indexes }: Expectation): readonly string[] {
  const expected = Object.entries(sent).filter(([name, value]) => !isLeftToUs(name, value));
  const properties = schema.properties ?? {};
  const differing = indexes.map((index) =>
    expected.filter(
      ([name, value]) => canonical(value, properties[name] ?? {}, name) !== JSON.stringify(sorted(index[name])),
    ),
  );
  if (differing.some((fields) => fields.length === 0)) return [];
  const [fields = expected] = differing;
  return fields.map(([name, value]) => {
    const kept = JSON.stringify(indexes[0]?.[name])?.slice(0, 80);
    return `It took ${name} ${JSON.stringify(value).slice(0, 80)} and says ${kept}.`;
  });
}

/** Null asks for what the contract table or the kind of trade says. */
function isLeftToUs(name: string, value: unknown): boolean {
  return value === undefined || (value === null && (name === 'multiplier' || name === 'side'));
}

/** The documented form in which a value is kept, as JSON; made without the product's own code. */
export function canonical(value: unknown, schema: Schema, name: string): string | undefined {
  return JSON.stringify(sorted(kept(value, schema, name)));
}

function kept(value: unknown, schema: Schema, name: string): unknown {
  if (typeof value === 'string') return keptText(value, schema, name);
  if (Array.isArray(value)) {
    const items = value.map((item) => kept(item, schema.items ?? {}, name));
    return name === 'tags' ? [...new Set(items)] : items;
  }
  if (!isFields(value)) return value;
  const inner = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : null;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      KEYS[name]?.(key) ?? key,
      kept(item, inner ? { pattern: 'decimal' } : (schema.properties?.[key] ?? {}), key),
    ]),
  );
}

/** Fields whose keys are values themselves. */
const KEYS: Readonly<Record<string, (key: string) => string>> = {
  feePresets: (key) => key.toLowerCase(),
  breakevenTolerance: (key) => key.toUpperCase(),
};

function keptText(text: string, { pattern, format, enum: choices }: Schema, name: string): string {
  if (choices) return text;
  if (pattern) return plainDecimal(text);
  if (format === 'date-time') return new Date(text).toISOString();
  if (format === 'uuid') return text.toLowerCase();
  if (name === 'symbol') return text.normalize('NFKC').trim().toUpperCase().replace(/ +/g, ' ');
  if (/currency$/i.test(name)) return text.toUpperCase();
  if (name === 'timeZone') return usualLetters(text);
  return text;
}

/** A time zone keeps the name that it was chosen by. */
function usualLetters(zone: string): string {
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
  return timeZone.toLowerCase() === zone.toLowerCase() ? timeZone : zone;
}

/** Without leading and trailing zeros, and zero without a sign. */
function plainDecimal(text: string): string {
  const [, sign = '', whole = '', part = ''] = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  const digits = `${whole || '0'}${part ? `.${part}` : ''}`;
  return digits === '0' ? '0' : sign + digits;
}

function fieldsIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** With keys in one order, whatever order they came in. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
