import { setImmediate } from 'node:timers/promises';
import { GENESIS_HASH } from '@singularity/domain';
import type { Tenants } from '../database/tenants.js';
import { readEvents, readHashes } from '../event-store/events.table.js';
import { LedgerFold } from '../event-store/ledger-fold.js';
import type { Projection } from '../event-store/projection.js';
import { itemsOfOne } from './folded-ledger.js';
import type { FoldedLedger } from './folded-ledger.js';
import { FoldedLedgerCache } from './folded-ledger-cache.js';
import type { LedgerVersion } from './folded-ledger-cache.js';

/** Between pages others get their turn. An event may be a hundred kilobytes. */
const PAGE = 500;

/** So much is worked out at a time of what streams come to. */
const PORTION = 1_000;

/** How much the ledgers that are held may weigh, in events and in what they add to statistics: some hundred megabytes. */
const MOST_HELD = 500_000;

/** Ledgers as they stood, folded from their events. */
export class LedgerReader {
  private readonly cache = new FoldedLedgerCache(MOST_HELD);

  constructor(
    private readonly tenants: Tenants,
    private readonly projections: readonly Projection[],
  ) {}

  /** What is held is used as far as it is still in the ledger: a database may be brought back to an earlier state beneath us. */
  async at(userId: string, version: number): Promise<FoldedLedger> {
    const stored = await this.tenants.readTenant(userId, (tx) =>
      readHashes(tx, [version, ...this.cache.versionsOf(userId)]),
    );
    const hashes = new Map([...stored, [0, GENESIS_HASH]]);
    const hash = hashes.get(version);
    if (hash === undefined) throw new Error(`Event ${version} is missing.`);
    this.cache.keepOnly(userId, hashes);
    const wanted = { userId, version, hash };
    return this.cache.get(wanted, (earlier) => this.fold(wanted, earlier));
  }

  forget(userId: string): void {
    this.cache.forget(userId);
  }

  /** Each page in a transaction of its own: what was recorded never changes, and none is held while there is folding. */
  private async fold(
    { userId, version, hash }: LedgerVersion,
    earlier: FoldedLedger | undefined,
  ): Promise<FoldedLedger> {
    const fold = new LedgerFold(this.projections, earlier);
    while (fold.version < version) {
      const [after, upTo] = [fold.version, Math.min(fold.version + PAGE, version)];
      const events = await this.tenants.readTenant(userId, (tx) => readEvents(tx, after, upTo));
      for (const event of events) fold.add(event);
      if (fold.version < upTo) throw new Error(`The events after ${fold.version} are missing.`);
    }
    if (fold.hash !== hash) throw new Error(`The ledger became another one before version ${version} was folded.`);
    await workOut(fold);
    return fold;
  }
}

/** Most of the work of an answer, done beforehand in portions, so that others get their turn here too. */
async function workOut(ledger: FoldedLedger): Promise<void> {
  let done = 0;
  for (const id of ledger.streams.keys()) {
    done += 1 + itemsOfOne(ledger, id).length;
    if (done < PORTION) continue;
    done = 0;
    await setImmediate();
  }
}
