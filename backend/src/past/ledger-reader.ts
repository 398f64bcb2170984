import { setImmediate } from 'node:timers/promises';
import { GENESIS_HASH } from '@singularity/domain';
import type { Tenants } from '../database/tenants.js';
import { readEvents, readHashes } from '../event-store/events.table.js';
import { LedgerFold } from '../event-store/ledger-fold.js';
import type { Projection } from '../event-store/projection.js';
import { itemsOfOne } from './folded-ledger.js';
import type { FoldedLedger } from './folded-ledger.js';
import { LedgerMemory } from './ledger-memory.js';
import type { LedgerVersion } from './ledger-memory.js';

/** Between pages others get their turn. */
const PAGE = 2_500;

/** What streams come to is worked out for so many at a time. */
const PORTION = 500;

/** How many events may stand behind the ledgers that are held: some hundred megabytes. */
const MOST_EVENTS = 250_000;

/** Ledgers as they stood, folded from their events. */
export class LedgerReader {
  private readonly memory = new LedgerMemory(MOST_EVENTS);

  constructor(
    private readonly tenants: Tenants,
    private readonly projections: readonly Projection[],
  ) {}

  /** What is held is used as far as it is still in the ledger: a database may be brought back to an earlier state beneath us. */
  async at(userId: string, version: number): Promise<FoldedLedger> {
    const stored = await this.tenants.readTenant(userId, (tx) =>
      readHashes(tx, [version, ...this.memory.versionsOf(userId)]),
    );
    const hashes = new Map([...stored, [0, GENESIS_HASH]]);
    const hash = hashes.get(version);
    if (hash === undefined) throw new Error(`Event ${version} is missing.`);
    this.memory.keepOnly(userId, hashes);
    const wanted = { userId, version, hash };
    return this.memory.get(wanted, (earlier) => this.fold(wanted, earlier));
  }

  forget(userId: string): void {
    this.memory.forget(userId);
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
    itemsOfOne(ledger, id);
    if (++done % PORTION === 0) await setImmediate();
  }
}
