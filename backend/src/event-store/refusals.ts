import type { Refusal } from '@singularity/domain';

/** A business rule said no. */
export class CommandRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** The stream has moved on since the client looked at it. */
export class StreamVersionConflict extends Error {
  constructor(
    readonly expected: number,
    readonly current: number,
  ) {
    super(`Version ${expected} was expected, version ${current} stands.`);
  }
}

/** The member has stored as much as they may, or would with this. */
export class StorageFull extends Error {
  constructor(readonly quotaBytes: number) {
    super(`${quotaBytes} bytes are the quota.`);
  }
}

/** The same idempotency key came with another request. */
export class IdempotencyKeyReused extends Error {}

/** The rows were made by a newer version of the projections: this process must not write among them, and is about to go. */
export class RowsAreNewer extends Error {}
