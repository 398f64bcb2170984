import type { LedgerVerification } from '@singularity/contract';
import type { TenantTransaction } from '../database/tenants.js';
import { readHead } from './events.table.js';
import { GENESIS_HASH, isIntact } from './hash-chain.js';
import { eventsBetween } from './replay.js';

/** Walks the chain of a ledger from its first event to its head and names the first that is not what was recorded. */
export async function verifyLedger(tx: TenantTransaction): Promise<LedgerVerification> {
  const head = await readHead(tx);
  let previous = { version: 0, hash: GENESIS_HASH };
  for await (const event of eventsBetween(tx, 0, head.version)) {
    if (!isIntact(event, previous)) return { valid: false, ...receiptOf(head), brokenAt: previous.version + 1 };
    previous = event;
  }
  const whole = previous.version === head.version && previous.hash === head.hash;
  return { valid: whole, ...receiptOf(head), brokenAt: whole ? null : previous.version + 1 };
}

function receiptOf({ version, hash }: { version: number; hash: string }): { version: number; hash: string } {
  return { version, hash };
}
