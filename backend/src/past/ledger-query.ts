import type { TenantTransaction } from '../database/tenants.js';
import type { Head } from '../event-store/events.table.js';
import type { LedgerSize } from '../event-store/ledger-size.js';
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
  /** Whether an answer about now is worked out of every trade that the parameters let through, and not read as it is stored. */
  folds?(params: Params, head: Head): boolean;
}

/** From so many events and rows on, folding them takes longer than handing it over to the other thread: some 50 ms. */
const HEAVY = 1_000;

/** Whether an answer about now is worked out of so many trades that everybody else would wait for it. */
export async function isHeavy<Params, Answer>(
  tx: TenantTransaction,
  { folds }: LedgerQuery<Params, Answer>,
  params: Params,
  { head, size }: { readonly head: Head; readonly size: LedgerSize },
): Promise<boolean> {
  return (folds?.(params, head) ?? false) && size.isLong(tx, head, HEAVY);
}

/** The version of each of the ledgers that a query is about. */
export type VersionsOf<Ledgers extends readonly FoldedLedger[]> = { readonly [Index in keyof Ledgers]: number };
