import { HttpException } from '@nestjs/common';
import type { ProblemDetails, ProblemType } from '@singularity/contract';
import type { Problem } from '@singularity/domain';

type Extras = Omit<ProblemDetails, 'type' | 'title' | 'status' | 'detail'>;

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict',
  412: 'Changed somewhere else',
  413: 'Too large',
  415: 'Unsupported media type',
  417: 'Expectation failed',
  422: 'Invalid',
  429: 'Too many requests',
  431: 'Request header fields too large',
  500: 'Internal error',
  503: 'Unavailable',
  507: 'Storage full',
};

/** An error as it is sent. `retryAfter`, in seconds, becomes the header of that name. */
export class ProblemException extends HttpException {
  readonly problem: ProblemDetails;

  constructor(
    status: number,
    type: ProblemType,
    detail: string,
    readonly more: Extras & { readonly retryAfter?: number } = {},
  ) {
    super(detail, status);
    this.problem = toProblem(status, type, detail, more);
  }

  /** What it was made of, as plain data: another thread makes it anew. */
  toArguments(): ConstructorParameters<typeof ProblemException> {
    const { status, type, detail = '' } = this.problem;
    return [status, type as ProblemType, detail, this.more];
  }
}

export function toProblem(status: number, type: ProblemType, detail?: string, more: Extras = {}): ProblemDetails {
  const { errors, expectedStreamVersion, currentStreamVersion } = more;
  return {
    type,
    title: TITLES[status] ?? 'Error',
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(errors && errors.length > 0 ? { errors } : {}),
    ...(expectedStreamVersion === undefined ? {} : { expectedStreamVersion, currentStreamVersion }),
  };
}

/** 404: the same for what never was, what is gone, and what belongs to somebody else. */
export function notFound(): ProblemException {
  return new ProblemException(404, 'about:blank', 'Not found. It may have been deleted.');
}

/** 409: not as things stand; the sentence says what to do first. */
export function conflict(detail: string): ProblemException {
  return new ProblemException(409, 'about:blank', detail);
}

/** 422 with the fields at fault. */
export function invalidFields(errors: readonly Problem[]): ProblemException {
  return new ProblemException(422, '/problems/invalid', 'Some fields are invalid.', { errors });
}

/** 503: for the moment; a client may ask again after so many seconds. */
export function unavailable(detail: string, retryAfter = 2): ProblemException {
  return new ProblemException(503, '/problems/unavailable', detail, { retryAfter });
}
