import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { toJsonSchema } from './document.js';
import type { Operation, Schema } from './document.js';
import type { Request } from './requests.js';
import type { Answer } from './kept-connection.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const FORMATS = { uuid: UUID, date: DATE, uri: /^https:\/\/[\x21-\x7e]+$/, binary: true } as const;
/** As answers write moments, and as requests may: RFC 3339, and the seconds may be left out. */
const ANSWERED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const ASKED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** Says what is wrong with an answer, by the published document. */
export class Judge {
  /** No answer may take longer than so many milliseconds. */
  constructor(private readonly mostMs: number) {}

  private readonly answers = new Ajv({ strictTypes: false, formats: { ...FORMATS, 'date-time': ANSWERED } });
  private readonly requests = new Ajv({ strictTypes: false, formats: { ...FORMATS, 'date-time': ASKED } });
  private readonly compiled = new Map<Schema, ValidateFunction>();

  faultsOf(request: Request, answer: Answer): readonly string[] {
    const { status, tookMs } = answer;
    const faults = [
      ...failureOf(answer),
      ...this.misshapen(request.operation, answer),
      ...(tookMs > this.mostMs ? [`It took ${Math.round(tookMs)} ms.`] : []),
      ...(status >= 200 && status < 300 ? this.letThrough(request) : []),
    ];
    return faults.map((fault) => `${request.operation.name} ${status}: ${fault} ${summaryOf(request)}`);
  }

  private misshapen({ answers }: Operation, { status, type, text }: Answer): readonly string[] {
    const declared = answers[status];
    if (!declared) return [`This status is not in the document: ${text.slice(0, 100)}`];
    if (text === '' && type !== 'text/event-stream') return declared.content ? ['The document promises a body.'] : [];
    // A redirect has a text of its own for browsers that do not follow.
    if (!declared.content) return status < 300 ? ['The document promises no body.'] : [];
    const schema = declared.content[type]?.schema;
    if (!schema) return [`A body of type ${type} is not in the document.`];
    return /\bjson$/.test(type) ? this.misfit(schema, text) : [];
  }

  private misfit(schema: Schema, text: string): readonly string[] {
    const fits = this.validator(this.answers, schema);
    const body: unknown = JSON.parse(text);
    return fits(body) ? [] : [`The body does not fit: ${whyNot(fits)}`];
  }

  /** What was taken although the document does not allow it. */
  private letThrough({ operation, path, body }: Request): readonly string[] {
    const schema = operation.body['application/json']?.schema;
    const fits = schema && this.validator(this.requests, schema);
    const said = typeof body === 'string' && fits ? parsed(body) : undefined;
    const faults =
      fits && said !== undefined && !fits(said) ? [`It took a body that does not fit: ${whyNot(fits)}`] : [];
    return [...faults, ...this.queryLetThrough(operation, path)];
  }

  private queryLetThrough({ parameters }: Operation, path: string): readonly string[] {
    const taken = parameters.filter((parameter) => parameter.in === 'query');
    if (taken.length === 0) return [];
    const asked = new URLSearchParams(path.split('?', 2)[1] ?? '');
    return [...new Set(asked.keys())].flatMap((name) => {
      const schema = taken.find((parameter) => parameter.name === name)?.schema;
      if (!schema) return [`It took the unknown parameter ${name}.`];
      const value = asTyped(asked.getAll(name), schema);
      const fits = this.validator(this.requests, schema);
      return fits(value) ? [] : [`It took ${name}=${JSON.stringify(value).slice(0, 60)}: ${whyNot(fits)}`];
    });
  }

  private validator(ajv: Ajv, schema: Schema): ValidateFunction {
    const known = this.compiled.get(schema);
    if (known) return known;
    const compiled = ajv.compile(toJsonSchema(schema));
    this.compiled.set(schema, compiled);
    return compiled;
  }
}

/** A failure of ours is only ever one that passes, and says when to come again. */
function failureOf({ status, type, retryAfter, text }: Answer): readonly string[] {
  if (status < 500) return [];
  const passing = status === 503 && type === 'application/problem+json' && retryAfter !== undefined;
  return passing ? [] : [`It failed: ${text.slice(0, 100)}`];
}

/** A parameter as the type of its schema writes it: a whole number only where it is written as one. */
function asTyped(texts: readonly string[], { type, items }: Schema): unknown {
  if (type === 'array') return texts.map((text) => asTyped([text], items ?? {}));
  const [text = ''] = texts;
  if (texts.length > 1) return texts;
  return type === 'integer' && /^\d+$/.test(text) ? Number(text) : text;
}

export function parsed(text: string): unknown {
  try {
    // A byte order mark is no fault.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function whyNot({ errors }: ValidateFunction): string {
  return (errors ?? [])
    .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
    .join(', ')
    .slice(0, 200);
}

export function summaryOf({ intent, path, headers, body }: Request): string {
  const { cookie: _cookie, 'x-xsrf-token': _token, ...said } = headers;
  return `(${intent}: ${path.slice(0, 200)} ${JSON.stringify(said)} ${body?.toString().slice(0, 200) ?? ''})`;
}
