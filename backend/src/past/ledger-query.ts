import type { TenantTransaction } from '../database/tenants.js';
import type { FoldedLedger } from './folded-ledger.js';

/** A query about a ledger, or about several of one member, as they stood at versions. Parameters and answer are plain data. */
export interface PastQuery<Params, Answer, Ledgers extends readonly FoldedLedger[] = readonly [ledger: FoldedLedger]> {
  /** By which the other thread knows it. */
  readonly name: string;
  /** Pure. Throws a `ProblemException` where the query itself is at fault. */
  past(params: Params, ...ledgers: Ledgers): Answer;
}

/** A query that can be asked of now as well: of the rows that stand, with the answer that the past of this moment will give. */
export interface LedgerQuery<Params, Answer> extends PastQuery<Params, Answer> {
  now(tx: TenantTransaction, params: Params): Promise<Answer>;
}

/** The version of each of the ledgers that a query is about. */
export type VersionsOf<Ledgers extends readonly FoldedLedger[]> = { readonly [Index in keyof Ledgers]: number };
