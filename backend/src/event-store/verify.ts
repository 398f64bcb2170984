import type { LedgerVerification } from '@singularity/contract';
import { ChainWalk, faultWords } from '@singularity/domain';
import type { Broken } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { readHead } from './events.table.js';
import type { Head } from './events.table.js';
import { eventsUpTo } from './event-pages.js';
import { sha256 } from './hash-chain.js';

/** Walks the chain of a ledger from its first event to its head and names the first that is not what was recorded. */
export async function verifyLedger(tx: TenantTransaction): Promise<LedgerVerification> {
  const head = await readHead(tx);
  const walk = new ChainWalk(sha256, tx.userId);
  for await (const event of eventsUpTo(tx, head.version)) {
    const fault = walk.step(event);
    if (fault) return answer(head, walk, { version: walk.head.version + 1, fault });
  }
  const { version, hash } = walk.head;
  if (version < head.version) return answer(head, walk, { version: version + 1, fault: 'missing' });
  return answer(head, walk, hash === head.hash ? null : { version, fault: 'head' });
}

function answer({ version, hash }: Head, { redacted }: ChainWalk, broken: Broken | null): LedgerVerification {
  const where = { brokenAt: broken && broken.version, reason: broken && faultWords(broken) };
  return { valid: !broken, version, hash, ...where, redacted };
}
