import { WrongRole } from '../database/connection-check.js';
import { isRefusedChange } from '../database/patient-client.js';
import { DatabaseReplaced } from '../database/same-database.js';
import { ProblemException, unavailable } from './problem.js';

/** Classes of SQLSTATE that pass by themselves: the client may try again. Codes, never names of constraints. */
const PASSING = /^(08|28|53|57P0|57014|58030|55P03|55000|40001|40P01|25P03|25P04)/;
/** Values that a column cannot hold: validation should have caught them, but none of them is our failure. */
const BAD_VALUE = /^(22|23502|23514)/;
/** Connections that could not be had, as node and the pool say it. */
const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT'],
  ...['EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
]);
/** The same, and connections that were lost on the way, where there is no code. */
const LOST = /timeout exceeded when trying to connect|Connection terminated|not queryable/;

/** What an error of the database means to the client; null where it is not one, or where it is a fault of ours. */
export function fromDatabase(error: unknown): ProblemException | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (BAD_VALUE.test(code)) return new ProblemException(422, '/problems/invalid', 'A value is out of range.');
  if (code === '23505') return new ProblemException(409, 'about:blank', 'This already exists.');
  return passing(error, code);
}

/** What the client may try again, since it passes by itself or is mended meanwhile. */
function passing(error: Error, code: string): ProblemException | null {
  if (error instanceof WrongRole) return unavailable('The database is unavailable. Try again in a moment.', 30);
  if (error instanceof DatabaseReplaced)
    return unavailable('Changes cannot be saved until the app has been restarted by its operator.', 30);
  if (isRefusedChange(error)) return unavailable('Changes cannot be saved right now. Try again shortly.', 5);
  if (PASSING.test(code) || UNREACHABLE.has(code) || LOST.test(error.message))
    // Not that nothing was changed: what was lost may have been the answer to a COMMIT.
    return unavailable('The database is busy. Try again in a moment.');
  return null;
}
