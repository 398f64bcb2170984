import type { Said } from '../http/json.js';
import { listOf } from '../http/json.js';
import { SyncFault } from '../sync-fault.js';

const FAULTS: readonly (readonly [RegExp, () => SyncFault])[] = [
  [/^EAPI:Invalid key/, () => refused('key', 'Kraken does not know this API key. Copy it again.')],
  [
    /^EAPI:Invalid signature/,
    () => refused('secret', 'This private key does not belong to the API key. Copy it again.'),
  ],
  [
    /^EGeneral:Permission denied/,
    () => refused('key', 'This API key may not do it. Give it the permission “Query closed orders & trades”.'),
  ],
  [
    /^EAPI:Invalid nonce/,
    () => new SyncFault('member', 'Another program uses this API key too. Make one that is used here alone.'),
  ],
  [/^EGeneral:Temporary lockout/, () => busy(900)],
  [/^E(?:API|Order|General|Service):(?:Rate limit|Too many|Throttled)/, () => busy(60)],
  [
    /^EService:|^EGeneral:Internal/,
    () => new SyncFault('away', 'Kraken does not work at the moment. We try again later.'),
  ],
];

/** What an answer says went wrong, which comes with status 200; null where nothing did. What it warns of does not count. */
export function faultIn(said: Said): SyncFault | null {
  const errors = listOf(said, 'error').filter((each) => typeof each === 'string' && each.startsWith('E'));
  const [first] = errors as readonly string[];
  if (first === undefined) return null;
  const known = FAULTS.find(([form]) => form.test(first));
  return known?.[1]() ?? new SyncFault('unreadable', 'Kraken answered with an error that we do not know.');
}

/** Whether an answer says that there is no such pair (any more). */
export function isUnknownPair(said: Said): boolean {
  return listOf(said, 'error').some((each) => typeof each === 'string' && /^EQuery:Unknown asset pair/.test(each));
}

function refused(field: string, message: string): SyncFault {
  return new SyncFault('refused', message, { field });
}

function busy(retryAfterSeconds: number): SyncFault {
  return new SyncFault('busy', 'Kraken is asked too much. We try again later.', { retryAfterSeconds });
}
