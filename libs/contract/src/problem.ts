/** Every error: RFC 9457, `application/problem+json`. */
export type { ProblemView as ProblemDetails } from './wire/answer-fields.js';

/** The header in which every answer names its request. */
export const REQUEST_ID = 'X-Request-Id';

/** What `type` may say. */
export const PROBLEM_TYPES = {
  'about:blank': 'Nothing beyond the status',
  '/problems/invalid': 'Some fields are at fault',
  '/problems/version-conflict': 'It was changed in the meantime',
  '/problems/changed-since': 'It cannot be undone, as it was changed again since',
  '/problems/idempotency-key-reused': 'The same key came with another request',
  '/problems/access-denied': 'The Singularity role is missing',
  '/problems/storage-full': 'The member has stored as much as they may',
  '/problems/unavailable': 'Something that is needed is away for the moment',
} as const;
export type ProblemType = keyof typeof PROBLEM_TYPES;
