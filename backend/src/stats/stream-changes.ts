import { same, settingsIn } from '@singularity/domain';
import type { MemberState, Settings } from '@singularity/domain';
import type { FoldedStream, StreamChange } from '../event-store/projection.js';

/** The settings that a member's own stream says. */
export function settingsOf(member: FoldedStream): Settings {
  return settingsIn(member.state as MemberState);
}

/** The settings now, if days or results have moved: another time zone moves all days, another tolerance all results. */
export function newRulesIn(changes: readonly StreamChange[]): Settings | null {
  for (const { before, after } of changes) {
    if (after.streamType !== 'user') continue;
    const [old, now] = [settingsOf(before.stream), settingsOf(after.stream)];
    if (old.timeZone !== now.timeZone || !same(old.breakevenTolerance, now.breakevenTolerance)) return now;
  }
  return null;
}

/** The items that stand on one side only. Both sides come from one function, so equal items are equal texts. */
export function difference<Item>(before: readonly Item[], after: readonly Item[]): readonly Item[] {
  const missing = (from: readonly Item[], other: readonly Item[]) => {
    const there = new Set(other.map((item) => JSON.stringify(item)));
    return from.filter((item) => !there.has(JSON.stringify(item)));
  };
  return [...missing(before, after), ...missing(after, before)];
}
