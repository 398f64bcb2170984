import { Inject, Injectable } from '@nestjs/common';
import { areAlike, hasSessions, settingsIn } from '@singularity/domain';
import type { AccountState, Instant, MemberState, StatRules } from '@singularity/domain';
import type { TenantTransaction } from '../database/tenants.js';
import { currentMonthOf } from './current-month.js';
import { keepBucketRules } from './events.table.js';
import type { Head } from './events.table.js';
import { LedgerSize } from './ledger-size.js';
import { READ_MODELS } from './projection.js';
import type {
  Aggregate,
  AggregateBasis,
  MonthsClosed,
  ProjectedStream,
  ReadModels,
  StreamChange,
} from './projection.js';
import { RowWriter } from './row-writer.js';

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
    @Inject(RowWriter) private readonly writer: RowWriter,
  ) {}

  /**
   * As far as a command may take: what moves every row of a long ledger is left to a replay. `rules` are those of before
   * the changes, which were recorded at a time.
   */
  async follow(
    tx: TenantTransaction,
    changes: readonly StreamChange[],
    head: Head,
    { rules, recordedAt }: { readonly rules: StatRules; readonly recordedAt: Instant },
  ): Promise<void> {
    // What has never been filled stays empty until a replay fills it whole: half of it would be wrong.
    const filled = this.models.aggregates.filter(({ since }) => since <= head.projectionVersion);
    const { from, to, moved } = rulesAround(changes, rules);
    const currentMonth = currentMonthOf(head);
    if (moved) await this.move(tx, filled, { from, to }, { ...head, currentMonth });
    // Until the replay they go on by the rules that they were made by, so that their sums are always right.
    else await updateAll(tx, filled, changes, { ...head, rules: head.bucketRules ?? to, currentMonth });
    await closeMonths(tx, filled, { from: currentMonth, to: currentMonthOf({ ...head, recordedAt }) });
  }

  private async move(
    tx: TenantTransaction,
    filled: readonly Aggregate[],
    { from, to }: RulesChange,
    head: Head & Pick<AggregateBasis, 'currentMonth'>,
  ): Promise<void> {
    const madeBy = head.bucketRules ?? from;
    const back = areAlike(madeBy, to);
    const later = !back && (await this.size.isLong(tx, head));
    if (!back && !later) await this.recompute(tx, filled, { ...head, rules: to });
    const keep = later ? madeBy : null;
    if (keep !== head.bucketRules) keepBucketRules(tx, keep);
  }

  /** Makes all of them anew, by other rules. */
  private async recompute(
    tx: TenantTransaction,
    aggregates: readonly Aggregate[],
    basis: AggregateBasis,
  ): Promise<void> {
    const items = await this.models.history.readAll(tx, basis);
    for (const aggregate of aggregates) {
      const collection = aggregate.collect(tx.userId, basis);
      collection.add(items);
      const { table, rows } = collection.rows();
      this.writer.deleteAll(tx, table);
      await this.writer.upsert(tx, table, rows);
    }
  }
}

/** Follows streams that have changed. */
export async function updateAll(
  tx: TenantTransaction,
  aggregates: readonly Aggregate[],
  changes: readonly StreamChange[],
  basis: AggregateBasis,
): Promise<void> {
  await Promise.all(aggregates.map((aggregate) => aggregate.update(tx, changes, basis)));
}

/** Follows the calendar. */
export async function closeMonths(
  tx: TenantTransaction,
  aggregates: readonly Aggregate[],
  months: MonthsClosed,
): Promise<void> {
  if (months.from < months.to) await Promise.all(aggregates.map((aggregate) => aggregate.closeMonths(tx, months)));
}

/** The rules of before and of after the changes, out of those of either, and whether days or results have moved. */
function rulesAround(changes: readonly StreamChange[], rules: StatRules): RulesChange & { readonly moved: boolean } {
  const from = changes.reduce((known, { before }) => withRulesOf(known, before), rules);
  const to = changes.reduce((known, { after }) => withRulesOf(known, after), rules);
  return { from, to, moved: changes.some(mayMoveRules) && !areAlike(from, to) };
}

/** An account that came or went has nothing that counts on any day. */
function mayMoveRules({ before, after }: StreamChange): boolean {
  if (after.streamType === 'user') return true;
  return before.stream.streamVersion > 0 && sessionsIn(before) !== sessionsIn(after);
}

/** The rules as far as a stream makes them, in one of its states. */
function withRulesOf(rules: StatRules, side: ProjectedStream): StatRules {
  const { streamId, state } = side.stream;
  if (side.streamType === 'user') {
    const { timeZone, breakevenTolerance } = settingsIn(state as MemberState);
    return { ...rules, timeZone, breakevenTolerance };
  }
  if (side.streamType !== 'account') return rules;
  const others = rules.sessionAccounts.filter((id) => id !== streamId);
  return { ...rules, sessionAccounts: sessionsIn(side) ? [...others, streamId].sort() : others };
}

function sessionsIn({ streamType, stream }: ProjectedStream): boolean {
  return streamType === 'account' && hasSessions(stream.state as AccountState);
}
