/** A schema of the OpenAPI document, as far as ours go; references are inlined. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly example?: unknown;
  readonly description?: string;
  readonly nullable?: boolean;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

type Contents = Readonly<Record<string, { readonly schema?: Schema }>>;

/** One method at one path, with all that may be sent and answered there. */
export interface Operation {
  /** Such as `GET /api/user/trades/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Contents;
  /** By status. */
  readonly answers: Readonly<Record<string, { readonly content?: Contents }>>;
}

interface Published {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: { readonly content: Contents };
            readonly responses: Operation['answers'];
          }
        >
      >
    >
  >;
}

/** Every operation of an OpenAPI document. */
export function operationsOf(document: object): readonly Operation[] {
  const { paths } = inliner(document)(document) as Published;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, { parameters = [], requestBody, responses }]) => {
      const method = verb.toUpperCase();
      return {
        name: `${method} ${path}`,
        method,
        path,
        parameters,
        body: requestBody?.content ?? {},
        answers: responses,
      };
    }),
  );
}

/** Puts what is referred to in the place of each reference: the same object for the same reference. */
function inliner(document: object): (value: unknown) => unknown {
  const known = new Map<string, unknown>();
  const inlined = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inlined);
    if (typeof value !== 'object' || value === null) return value;
    if (!('$ref' in value))
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inlined(inner)]));
    const reference = String(value.$ref);
    const found = known.get(reference) ?? inlined(referredTo(document, reference));
    known.set(reference, found);
    return found;
  };
  return inlined;
}

function referredTo(document: object, reference: string): unknown {
  const steps = reference.replace(/^#\//, '').split('/');
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document);
}

/** As JSON Schema, and strictly: an object has no fields but those that it names. */
export function toJsonSchema(schema: Schema): object {
  const { nullable, properties, items, oneOf, allOf, additionalProperties: more, ...rest } = schema;
  const { example: _example, description: _description, ...plain } = rest;
  const strict = {
    ...plain,
    ...(properties && { properties: each(properties), additionalProperties: false }),
    ...(typeof more === 'object' && { additionalProperties: toJsonSchema(more) }),
    ...(items && { items: toJsonSchema(items) }),
    ...(oneOf && { oneOf: oneOf.map(toJsonSchema) }),
    ...(allOf && { allOf: allOf.map(toJsonSchema) }),
  };
  return nullable ? { anyOf: [strict, { type: 'null' }] } : strict;
}

function each(properties: Readonly<Record<string, Schema>>): Record<string, object> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, toJsonSchema(schema)]));
}
