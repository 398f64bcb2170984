import { invalidFields } from './problem.js';

/** The cursor of a list in the order of the ledger, newest first: the version that the page before ended with. */
export function versionInCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (!/^\d{1,15}$/.test(cursor))
    throw invalidFields([{ field: 'cursor', message: 'Not a valid cursor for this list.' }]);
  return Number(cursor);
}
