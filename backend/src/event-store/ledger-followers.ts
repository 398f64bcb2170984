import type { TenantTransaction } from '../database/tenants.js';

/** Tells consumers, in the transaction that records events, that there is something for them: they know if and only if it commits. */
export abstract class LedgerFollowers {
  abstract tellIn(tx: TenantTransaction, consumers: readonly string[]): Promise<void>;
}
