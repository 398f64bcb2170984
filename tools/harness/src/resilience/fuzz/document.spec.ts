import { operationsOf, toJsonSchema } from './document.js';

const document = {
  paths: {
    '/api/things/{id}': {
      get: {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
      },
      delete: { responses: { 204: {} } },
    },
  },
  components: {
    schemas: {
      Thing: { type: 'object', properties: { part: { $ref: '#/components/schemas/Part' } } },
      Part: { type: 'string', nullable: true, enum: ['a'] },
    },
  },
};

it('every method of every path is an operation', () => {
  expect(operationsOf(document).map(({ name }) => name)).toEqual(['GET /api/things/{id}', 'DELETE /api/things/{id}']);
});

it('what is referred to stands in the place of the reference, however deep', () => {
  const [get] = operationsOf(document);
  expect(get?.answers['200']?.content?.['application/json']?.schema).toEqual({
    type: 'object',
    properties: { part: { type: 'string', nullable: true, enum: ['a'] } },
  });
});

describe('as JSON Schema', () => {
  it('an object has no fields but its own, and null is one value more', () => {
    const schema = { type: 'object', properties: { a: { type: 'string', nullable: true, example: 'x' } } };
    expect(toJsonSchema(schema)).toEqual({
      type: 'object',
      properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
      additionalProperties: false,
    });
  });

  it('a map stays open', () => {
    const schema = { type: 'object', additionalProperties: { type: 'string', description: 'An amount.' } };
    expect(toJsonSchema(schema)).toEqual({ type: 'object', additionalProperties: { type: 'string' } });
  });
});
