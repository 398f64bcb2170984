import { applyDecorators } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';

const problem = (status: number, description: string) =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemView' } } },
  });

/** What every route may answer: a body or a page can be refused before the route is asked. */
const open = [
  problem(400, 'The request cannot be read.'),
  problem(403, 'The role is missing, or the request came from another site.'),
  problem(408, 'The request took too long to arrive.'),
  problem(413, 'The body is too large.'),
  problem(415, 'The body type is not supported.'),
  problem(417, 'Expect is not 100-continue.'),
  problem(429, 'Too many requests.'),
  problem(431, 'The headers are too long.'),
  problem(503, 'Unavailable for the moment.'),
];

const full = problem(507, 'The member’s storage is full; deleting screenshots and files of imports still works.');

/** What every guarded route may answer. */
const guarded = [
  ...open,
  problem(401, 'Not signed in.'),
  problem(404, 'Not found, for this member.'),
  problem(422, 'Some fields are invalid.'),
];

/** For routes that anybody may use. */
export function ApiOpenProblems(): MethodDecorator {
  return applyDecorators(...open);
}

/** For routes that answer nothing, or no JSON, when all is well. */
export function ApiProblems(): MethodDecorator {
  return applyDecorators(...guarded);
}

export function ApiAnswer(type: Type, status = 200): MethodDecorator {
  return applyDecorators(ApiResponse({ status, type }), ...guarded);
}

/** A new resource whose content, of one of these types, is the body. */
export function ApiUpload(type: Type, contentTypes: readonly string[]): MethodDecorator {
  return applyDecorators(
    ApiConsumes(...contentTypes),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
    ApiResponse({ status: 201, type }),
    ApiIdempotencyKey(),
    ...guarded,
  );
}

/** Files of a form, with fields beside them: a new resource. */
export function ApiFiles(type: Type, fields: Type): MethodDecorator {
  const file = { type: 'array', items: { type: 'string', format: 'binary' } };
  return applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiExtraModels(fields),
    ApiBody({
      schema: {
        allOf: [{ $ref: getSchemaPath(fields) }, { type: 'object', required: ['file'], properties: { file } }],
      },
    }),
    ApiResponse({ status: 201, type }),
    problem(411, 'The form does not say how long it is.'),
    ApiIdempotencyKey(),
    ...guarded,
  );
}

/** One file of a form, and nothing beside it. */
export function ApiArchive(type: Type): MethodDecorator {
  const file = { type: 'string', format: 'binary' };
  return applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({ schema: { type: 'object', required: ['file'], properties: { file } } }),
    ApiResponse({ status: 200, type }),
    problem(409, 'Not possible in its current state.'),
    full,
    ...guarded,
  );
}

export function ApiFile(contentType: string): MethodDecorator {
  const content = { [contentType]: { schema: { type: 'string', format: 'binary' } } };
  return applyDecorators(ApiResponse({ status: 200, description: 'The file itself.', content }), ...guarded);
}

export function ApiCommand(type: Type, status: 200 | 201 | 202 = 200): MethodDecorator {
  return applyDecorators(
    ApiHeader({ name: 'If-Match', required: false, description: 'The version that was seen, in quotes.' }),
    ApiConflict(),
    problem(412, 'It was changed since it was read.'),
    ApiBatch(type, status),
  );
}

/** For routes whose resource has states. */
export function ApiConflict(): MethodDecorator {
  return applyDecorators(problem(409, 'Not possible in its current state.'));
}

/** A command on many resources: each is changed or refused in the answer, by no version of the whole. */
export function ApiBatch(type: Type, status: 200 | 201 | 202 = 200): MethodDecorator {
  return applyDecorators(ApiIdempotencyKey(), ApiResponse({ status, type }), ...guarded);
}

/** For routes that keep their answer under the client's key. */
export function ApiIdempotencyKey(): MethodDecorator {
  const description = 'The same key and body get the same answer again.';
  return applyDecorators(ApiHeader({ name: 'Idempotency-Key', required: false, description }), full);
}
