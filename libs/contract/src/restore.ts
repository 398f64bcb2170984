export type { RestoreView as RestoreAnswer } from './wire/restore-answers.js';
export type { RefusedView as Refused } from './wire/answer-fields.js';

/** POST /api/user/restore: how large an archive may be. */
export const RESTORE_LIMITS = { bytes: 500 * 1024 * 1024 } as const;
