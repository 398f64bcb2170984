import type { StreamType } from '@singularity/contract';

/** Announced when something of a member has changed of which the ledger says nothing: how far a sync has come. Only a hint. */
export class BesideChanged {
  constructor(
    readonly userId: string,
    readonly stream: { readonly type: StreamType; readonly id: string },
  ) {}
}
