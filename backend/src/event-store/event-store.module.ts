import { Global, Module } from '@nestjs/common';
import { Aggregates } from './aggregates.js';
import { Clock } from '../runtime/clock.js';
import { ClockWatch } from './clock-watch.js';
import { EventSealer } from './event-sealer.js';
import { Idempotency } from './idempotency.js';
import { Ledger } from './ledger.js';
import { LedgerSize } from './ledger-size.js';
import { LedgerThread } from './ledger-thread.js';
import { Replay } from './replay.js';
import { RowComparison } from './row-comparison.js';
import { RowTables } from './row-tables.js';
import { RowWriter } from './row-writer.js';
import { StorageQuota } from './storage-quota.js';
import { ProjectionUpgrade } from './projection-upgrade.js';

/** The archive. READ_MODELS come from the app module, which knows all capabilities. */
@Global()
@Module({
  providers: [
    Aggregates,
    Clock,
    ClockWatch,
    EventSealer,
    Idempotency,
    Ledger,
    LedgerSize,
    LedgerThread,
    Replay,
    RowComparison,
    RowTables,
    RowWriter,
    StorageQuota,
    ProjectionUpgrade,
  ],
  exports: [Clock, Idempotency, Ledger, LedgerThread, Replay, RowWriter, StorageQuota, ProjectionUpgrade],
})
export class EventStoreModule {}
