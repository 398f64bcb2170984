/**
 * Why a broker could not be asked:
 * - `refused`: it does not take the credentials (any more). Asking again is of no use.
 * - `member`: the member has to do something at the broker first.
 * - `busy`: it is asked too much.
 * - `away`: it does not answer, or says that it fails.
 * - `unreadable`: what it answers is not what it documents.
 * - `beyond`: it knows nothing of days so long ago.
 */
export type FaultKind = 'refused' | 'member' | 'busy' | 'away' | 'unreadable' | 'beyond';

/** A sync that came to no end, with a sentence for the member whose broker it is. Never holds anything of a request or an answer. */
export class SyncFault extends Error {
  /** The credential that is at fault, where that is known. */
  readonly field: string | undefined;
  /** When asking again may help. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly kind: FaultKind,
    message: string,
    more: { readonly field?: string | undefined; readonly retryAfterSeconds?: number | undefined } = {},
  ) {
    super(message);
    this.field = more.field;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
