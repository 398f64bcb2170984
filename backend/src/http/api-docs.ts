import { applyDecorators } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiResponse } from '@nestjs/swagger';

const problem = (status: number, description: string) =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemView' } } },
  });

/** What every route may answer: a body or a page can be refused before the route is asked. */
const open = [
  problem(400, 'The request cannot be read.'),
  problem(403, 'The role is missing, or the request is not from our own pages.'),
  problem(408, 'The request took too long to arrive.'),
  problem(413, 'The body is too large.'),
  problem(415, 'The body is of another type.'),
  problem(417, 'Something is expected that nobody can give.'),
  problem(429, 'Too many requests.'),
  problem(431, 'The headers are too long.'),
  problem(503, 'Something that is needed is away for the moment.'),
];

const full = problem(507, 'The member has stored as much as they may; what removes screenshots still works.');

/** What every guarded route may answer. */
const guarded = [
  ...open,
  problem(401, 'Nobody is signed in.'),
  problem(404, 'There is nothing under this address, for this member.'),
  problem(422, 'Some fields are at fault.'),
];

/** For routes that anybody may use. */
export function ApiOpenProblems(): MethodDecorator {
  return applyDecorators(...open);
}

/** For routes that answer nothing, or no JSON, when all is well. */
export function ApiProblems(): MethodDecorator {
  return applyDecorators(...guarded);
}

export function ApiAnswer(type: Type): MethodDecorator {
  return applyDecorators(ApiResponse({ status: 200, type }), ...guarded);
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

export function ApiFile(contentType: string): MethodDecorator {
  const content = { [contentType]: { schema: { type: 'string', format: 'binary' } } };
  return applyDecorators(ApiResponse({ status: 200, description: 'The file itself.', content }), ...guarded);
}

export function ApiCommand(type: Type, status: 200 | 201 = 200): MethodDecorator {
  return applyDecorators(
    ApiHeader({ name: 'If-Match', required: false, description: 'The version that was seen, in quotes.' }),
    problem(409, 'It is in a state that forbids this.'),
    problem(412, 'It was changed in the meantime.'),
    ApiBatch(type, status),
  );
}

/** A command on many resources: each is changed or refused in the answer, by no version of the whole. */
export function ApiBatch(type: Type, status: 200 | 201 = 200): MethodDecorator {
  return applyDecorators(ApiIdempotencyKey(), ApiResponse({ status, type }), ...guarded);
}

/** For routes that keep their answer under the client's key. */
export function ApiIdempotencyKey(): MethodDecorator {
  const description = 'The same key and body answers the same again.';
  return applyDecorators(ApiHeader({ name: 'Idempotency-Key', required: false, description }), full);
}
