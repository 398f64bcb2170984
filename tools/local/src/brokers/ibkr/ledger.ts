import type { Book } from '../book.js';
import type { Account, CashMovement, ExpectedFill, Fill } from '../facts.js';
import { walk } from '../positions.js';
import type { ClosedLot, Position } from '../positions.js';
import { NEW_YORK, dayAfter, dayIn } from '../times.js';

/** What a statement can say of an account: days that are over, up to one of them. */
export interface Ledger {
  readonly account: Account;
  /** Cancelled ones are among them. */
  readonly fills: readonly Fill[];
  readonly isCancelled: (fill: Fill) => boolean;
  /** By the id of the fill; cancelled ones are left out. */
  readonly effects: ReadonlyMap<string, ExpectedFill>;
  readonly closed: readonly ClosedLot[];
  readonly positions: readonly Position[];
  readonly cash: readonly CashMovement[];
}

/** The last day of which there is a statement: the night after it has passed. */
export const lastDay = (book: Book): string => dayAfter(dayIn(book.postedUntil, NEW_YORK), -1);

export const dayOf = ({ at }: { readonly at: string }): string => dayIn(at, NEW_YORK);

export function ledgerOf(book: Book, account: Account, until: string): Ledger {
  const all = book.fills(account.id);
  // A correction is told in the night after it was made, whenever the trade was.
  const toldOf = (fill: Fill) => all.find(({ id }) => id === fill.replaces)?.voidedAt ?? fill.at;
  const fills = all.filter((fill) => book.isPosted(toldOf(fill)) && dayOf(fill) <= until);
  const isCancelled = ({ voidedAt }: Fill) => voidedAt !== undefined && book.isPosted(voidedAt);
  const walked = walk(fills.filter((fill) => !isCancelled(fill)));
  const cash = book.cash(account.id).filter((movement) => book.isPosted(movement.at) && dayOf(movement) <= until);
  const effects = new Map(walked.fills.map((fill) => [fill.id, fill]));
  return { account, fills, isCancelled, effects, closed: walked.closed, positions: walked.positions, cash };
}
