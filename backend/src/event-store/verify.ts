import type { LedgerVerification } from '@singularity/contract';
import { ChainWalk, faultLabel } from '@singularity/domain';
import type { Broken } from '@singularity/domain';
import type { Tenants } from '../database/tenants.js';
import { readEvents, readHead } from './events.table.js';
import type { Head } from './events.table.js';
import { sha256 } from './hash-chain.js';

/** Read in one short transaction each: as many events as are hashed in some milliseconds. */
const PAGE = 500;

/**
 * Walks the chain of a ledger from its first event to the head that it has when it begins, and names the first event that
 * is not what was recorded. No transaction is open meanwhile: what was recorded does not change.
 */
export async function verifyLedger(tenants: Tenants, userId: string): Promise<LedgerVerification> {
  const head = await tenants.readTenant(userId, readHead);
  const walk = new ChainWalk(sha256, userId);
  for (let after = 0; after < head.version; after += PAGE) {
    const upTo = Math.min(after + PAGE, head.version);
    for (const event of await tenants.readTenant(userId, (tx) => readEvents(tx, after, upTo))) {
      const fault = walk.step(event);
      if (fault) return answer(head, walk, { version: walk.head.version + 1, fault });
    }
  }
  const { version, hash } = walk.head;
  if (version < head.version) return answer(head, walk, { version: version + 1, fault: 'missing' });
  return answer(head, walk, hash === head.hash ? null : { version, fault: 'head' });
}

function answer({ version, hash }: Head, { redacted }: ChainWalk, broken: Broken | null): LedgerVerification {
  const where = { brokenAt: broken && broken.version, reason: broken && faultLabel(broken) };
  return { valid: !broken, version, hash, ...where, redacted };
}
