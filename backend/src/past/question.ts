import type { TenantTransaction } from '../database/tenants.js';
import type { Head } from '../event-store/events.table.js';
import type { LedgerSize } from '../event-store/ledger-size.js';
import type { FoldedLedger } from './folded-ledger.js';

/** What can be asked about a ledger, or about several of one member, as they stood at versions. Query and answer are plain data. */
export interface PastQuestion<
  Query,
  Answer,
  Ledgers extends readonly FoldedLedger[] = readonly [ledger: FoldedLedger],
> {
  /** By which the other thread knows it. */
  readonly name: string;
  /** Pure. Throws a `ProblemException` where the question itself is at fault. */
  past(query: Query, ...ledgers: Ledgers): Answer;
}

/** What can be asked of now as well: of the rows that stand, with the answer that the past of this moment will give. */
export interface Question<Query, Answer> extends PastQuestion<Query, Answer> {
  now(tx: TenantTransaction, query: Query): Promise<Answer>;
  /** Whether an answer about now is worked out of every trade that the query lets through, and not read as it is stored. */
  folds?(query: Query, head: Head): boolean;
}

/** From so many events and rows on, folding them takes longer than handing it over to the other thread: some 50 ms. */
const HEAVY = 1_000;

/** Whether an answer about now is worked out of so many trades that everybody else would wait for it. */
export async function isHeavy<Query, Answer>(
  tx: TenantTransaction,
  { folds }: Question<Query, Answer>,
  query: Query,
  { head, size }: { readonly head: Head; readonly size: LedgerSize },
): Promise<boolean> {
  return (folds?.(query, head) ?? false) && size.isLong(tx, head, HEAVY);
}

/** The version of each of the ledgers that a question is about. */
export type VersionsOf<Ledgers extends readonly FoldedLedger[]> = { readonly [Place in keyof Ledgers]: number };
