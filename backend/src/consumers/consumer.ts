import type { TenantTransaction } from '../database/tenants.js';
import type { RecordedEvent } from '../event-store/recorded-event.js';

/** Takes in every event of the members that it follows: at least once, and of each member in order. */
export interface Consumer {
  /** For good: positions stand under it. */
  readonly name: string;
  /**
   * Does what follows from some events, in the transaction in which the position moves on: what it writes there is written once.
   * What it throws on is tried again, first event by event, and set aside in the end.
   */
  take(tx: TenantTransaction, events: readonly RecordedEvent[]): Promise<void>;
}

/** How the names of the jobs begin that `setAsideJobs` gives. */
export const SET_ASIDE = 'set-aside.';

/** The name of the jobs by which it is told that there is something. */
export function followJobs(consumer: string): string {
  return `follow.${consumer}`;
}

/** The name of the jobs that nobody does, one for each event that it could not take: the dead letters. */
export function setAsideJobs(consumer: string): string {
  return `${SET_ASIDE}${consumer}`;
}

/** The consumer by the name of its dead letters. */
export function consumerOf(setAside: string): string {
  return setAside.slice(SET_ASIDE.length);
}
