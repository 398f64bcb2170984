import { Inject, Injectable } from '@nestjs/common';
import { same, settingsIn } from '@singularity/domain';
import type { MemberState, Settings } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { keepBucketSettings } from './events.table.js';
import type { Head } from './events.table.js';
import { LedgerSize } from './ledger-size.js';
import { READ_MODELS } from './projection.js';
import type { Aggregate, FoldedStream, ReadModels, StreamChange } from './projection.js';

interface SettingsChange {
  readonly from: Settings;
  readonly to: Settings;
}

/** Keeps the aggregates in step with what is recorded. */
@Injectable()
export class Aggregates {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(LedgerSize) private readonly size: LedgerSize,
  ) {}

  /** As far as a command may take: what moves every row of a long ledger is left to a replay. */
  async follow(tx: TenantTransaction, changes: readonly StreamChange[], head: Head): Promise<void> {
    // What has never been filled stays empty until a replay fills it whole: half of it would be wrong.
    const filled = this.models.aggregates.filter(({ since }) => since <= head.projectionVersion);
    const moved = settingsMovedIn(changes);
    if (moved) await this.move(tx, filled, moved, head);
    // Until the replay they go on by the settings that they were made by, so that their sums are always right.
    else for (const aggregate of filled) await aggregate.update(tx, changes, head.bucketSettings);
  }

  private async move(
    tx: TenantTransaction,
    filled: readonly Aggregate[],
    { from, to }: SettingsChange,
    head: Head,
  ): Promise<void> {
    const madeBy = head.bucketSettings ?? from;
    const back = areAlike(madeBy, to);
    const later = !back && (await this.size.isLong(tx, head));
    if (!back && !later) for (const aggregate of filled) await aggregate.recomputeAll(tx, to);
    const keep = later ? madeBy : null;
    if (keep !== head.bucketSettings) await keepBucketSettings(tx, keep);
  }
}

/** Brings aggregates up to date whatever that takes; they were made by the settings of before the changes. */
export async function catchUp(
  tx: TenantTransaction,
  aggregates: readonly Aggregate[],
  changes: readonly StreamChange[],
): Promise<void> {
  const moved = settingsMovedIn(changes);
  for (const aggregate of aggregates)
    if (moved) await aggregate.recomputeAll(tx, moved.to);
    else await aggregate.update(tx, changes, null);
}

/** The settings that a member's own stream says. */
export function settingsOf(member: FoldedStream): Settings {
  return settingsIn(member.state as MemberState);
}

/** How the settings changed, if days or results have moved: another time zone moves all days, another tolerance all results. */
function settingsMovedIn(changes: readonly StreamChange[]): SettingsChange | null {
  for (const { before, after } of changes) {
    if (after.streamType !== 'user') continue;
    const [from, to] = [settingsOf(before.stream), settingsOf(after.stream)];
    if (!areAlike(from, to)) return { from, to };
  }
  return null;
}

function areAlike(one: Settings, other: Settings): boolean {
  return one.timeZone === other.timeZone && same(one.breakevenTolerance, other.breakevenTolerance);
}
