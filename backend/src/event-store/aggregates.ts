import { Inject, Injectable } from '@nestjs/common';
import { areAlike, hasSessions, settingsIn } from '@singularity/domain';
import type { AccountState, MemberState, StatRules } from '@singularity/domain';
import { readStatRules } from '../database/settings.read.js';
import type { TenantTransaction } from '../database/tenants.js';
import { keepBucketRules } from './events.table.js';
import type { Head } from './events.table.js';
import { LedgerSize } from './ledger-size.js';
import { READ_MODELS } from './projection.js';
import type { Aggregate, ReadModels, StreamChange } from './projection.js';

interface RulesChange {
  readonly from: StatRules;
  readonly to: StatRules;
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
    const moved = await rulesMovedIn(tx, changes);
    if (moved) await this.move(tx, filled, moved, head);
    // Until the replay they go on by the rules that they were made by, so that their sums are always right.
    else for (const aggregate of filled) await aggregate.update(tx, changes, head.bucketRules);
  }

  private async move(
    tx: TenantTransaction,
    filled: readonly Aggregate[],
    { from, to }: RulesChange,
    head: Head,
  ): Promise<void> {
    const madeBy = head.bucketRules ?? from;
    const back = areAlike(madeBy, to);
    const later = !back && (await this.size.isLong(tx, head));
    if (!back && !later) for (const aggregate of filled) await aggregate.recomputeAll(tx, to);
    const keep = later ? madeBy : null;
    if (keep !== head.bucketRules) await keepBucketRules(tx, keep);
  }
}

/** Brings aggregates up to date whatever that takes; they were made by the rules of before the changes. */
export async function catchUp(
  tx: TenantTransaction,
  aggregates: readonly Aggregate[],
  changes: readonly StreamChange[],
): Promise<void> {
  const moved = await rulesMovedIn(tx, changes);
  for (const aggregate of aggregates)
    if (moved) await aggregate.recomputeAll(tx, moved.to);
    else await aggregate.update(tx, changes, null);
}

/** How the rules changed, if days or results have moved. The rows of the streams are written already. */
async function rulesMovedIn(tx: TenantTransaction, changes: readonly StreamChange[]): Promise<RulesChange | null> {
  if (!changes.some(mayMoveRules)) return null;
  const to = await readStatRules(tx);
  const from = changes.reduce(rulesBefore, to);
  return areAlike(from, to) ? null : { from, to };
}

/** An account that came or went has nothing that counts on any day. */
function mayMoveRules({ before, after }: StreamChange): boolean {
  if (after.streamType === 'user') return true;
  return before.stream.streamVersion > 0 && sessionsIn(before) !== sessionsIn(after);
}

function rulesBefore(rules: StatRules, change: StreamChange): StatRules {
  const { before } = change;
  if (before.streamType === 'user') {
    const { timeZone, breakevenTolerance } = settingsIn(before.stream.state as MemberState);
    return { ...rules, timeZone, breakevenTolerance };
  }
  if (!mayMoveRules(change)) return rules;
  const { streamId } = before.stream;
  const others = rules.sessionAccounts.filter((id) => id !== streamId);
  return { ...rules, sessionAccounts: sessionsIn(before) ? [...others, streamId].sort() : others };
}

function sessionsIn({ streamType, stream }: StreamChange['after']): boolean {
  return streamType === 'account' && hasSessions(stream.state as AccountState);
}
