import type { ConnectionAnswer, RunAnswer } from '@singularity/contract';
import { formatCount } from '../ui/format/money';
import { formatClock, formatShortMoment, toDay } from '../ui/format/zoned-time';
import type { IconName } from '../ui/icon';

/** Where and when somebody looks at a connection. */
export interface Wall {
  /** As an instant. */
  readonly now: string;
  readonly timeZone: string;
}

/** How a connection stands, in words. */
export interface ConnectionState {
  /** Who looks after it: nobody needs to, it waits, or the member has something to do. */
  readonly tone: 'well' | 'still' | 'attention';
  readonly icon: IconName;
  readonly label: string;
  readonly detail: string;
}

/** How far a run is; without a value where that is not known yet. */
export interface RunProgress {
  readonly text: string;
  readonly value: number | null;
}

const DAY_MS = 86_400_000;
const UNDER_WAY = ['waiting', 'asking', 'importing'] as const;
type RunUnderWay = RunAnswer & { readonly status: (typeof UNDER_WAY)[number] };

export function isUnderWay(run: RunAnswer | null): run is RunUnderWay {
  return UNDER_WAY.some((status) => status === run?.status);
}

/** Whether it is said where trades go. */
export function isSetUp({ accounts }: ConnectionAnswer): boolean {
  return accounts.some(({ accountId }) => accountId !== null);
}

export function stateOf(connection: ConnectionAnswer, wall: Wall): ConnectionState {
  const { status, reason, lastRun } = connection;
  if (status === 'needs_attention')
    return { tone: 'attention', icon: 'alert', label: 'Needs attention', detail: reason ?? '' };
  if (status === 'paused') return { tone: 'still', icon: 'pause', label: 'Paused', detail: reason ?? '' };
  if (isUnderWay(lastRun)) return { tone: 'well', icon: 'sync', label: 'Syncing', detail: '' };
  if (!isSetUp(connection))
    return { tone: 'attention', icon: 'flag', label: 'Not set up', detail: 'Choose where its trades go' };
  return plannedState(connection, nextLabel(connection, wall));
}

function plannedState({ reason, lastRun }: ConnectionAnswer, next: string): ConnectionState {
  if (lastRun?.status !== 'failed')
    return { tone: 'well', icon: 'check', label: 'Working', detail: next && `next sync ${next}` };
  const detail = [reason ?? lastRun.problem, next && `Tries again ${next}.`].filter(Boolean).join(' ');
  return { tone: 'attention', icon: 'alert', label: 'Last sync failed', detail };
}

export function progressOf({ status, windows, imports }: RunAnswer): RunProgress {
  if (status === 'importing') {
    const [done, total] = [sum(imports, 'done'), sum(imports, 'total')];
    if (total > 0) return { text: `Adding trades: ${formatCount(done)} of ${formatCount(total)}`, value: done / total };
    return { text: 'Adding trades…', value: null };
  }
  if (status !== 'asking' || windows.total === 0) return { text: 'Starting…', value: null };
  const [done, total] = [formatCount(windows.done), formatCount(windows.total)];
  return { text: `Asking the broker: ${done} of ${total} periods`, value: windows.done / windows.total };
}

function sum(imports: RunAnswer['imports'], what: 'done' | 'total'): number {
  return imports.reduce((all, { progress }) => all + progress[what], 0);
}

/** `tomorrow 6:12 AM`; empty where nothing is planned. */
function nextLabel({ nextRunAt }: ConnectionAnswer, { now, timeZone }: Wall): string {
  if (nextRunAt === null) return '';
  const day = toDay(nextRunAt, timeZone);
  const clock = formatClock(nextRunAt, timeZone);
  if (nextRunAt <= now) return 'in a moment';
  if (day === toDay(now, timeZone)) return `today ${clock}`;
  if (day === toDay(new Date(Date.parse(now) + DAY_MS).toISOString(), timeZone)) return `tomorrow ${clock}`;
  return formatShortMoment(nextRunAt, timeZone);
}
