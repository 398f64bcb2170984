import type { RunAnswer } from '@singularity/contract';
import { plural } from '../ui/format/figure-labels';

const CAUSE_LABELS: Readonly<Record<RunAnswer['cause'], string>> = {
  connected: 'After setup',
  asked: 'Sync now',
  scheduled: 'Scheduled',
};

const STATUS_LABELS: Readonly<Record<RunAnswer['status'], string>> = {
  waiting: 'Starting…',
  asking: 'Asking the broker…',
  importing: 'Adding trades…',
  done: 'Done',
  failed: 'Failed',
  undone: 'Taken back',
};

export function causeOf({ cause }: RunAnswer): string {
  return CAUSE_LABELS[cause];
}

/** What became of a run, in as few words as it goes: `14 new fills in 5 trades, 1 row on hold`. */
export function outcomeOf(run: RunAnswer): string {
  if (run.status !== 'done') return STATUS_LABELS[run.status];
  const [voided = 0, held = 0, refused = 0] = (['voided', 'held', 'refused'] as const).map((what) =>
    countOf(run, ({ counts }) => counts[what]),
  );
  const parts = [
    broughtBy(run),
    voided > 0 && `${plural(voided, 'fill')} taken back by the broker`,
    held > 0 && `${plural(held, 'row')} on hold`,
    refused > 0 && `${plural(refused, 'row')} not read`,
  ];
  return parts.filter(Boolean).join(', ') || 'Nothing new';
}

function broughtBy(run: RunAnswer): string {
  const fills = countOf(run, ({ counts }) => counts.new);
  const trades = countOf(run, ({ progress }) => progress.total);
  if (fills === 0) return trades > 0 ? `${plural(trades, 'trade')} updated` : '';
  return `${plural(fills, 'new fill')}${trades > 0 ? ` in ${plural(trades, 'trade')}` : ''}`;
}

/** Whether there is something that could be taken back. */
export function broughtSomething({ status, imports }: RunAnswer): boolean {
  return status !== 'undone' && imports.some((each) => each.status === 'imported' || each.status === 'failed');
}

function countOf({ imports }: RunAnswer, count: (each: RunAnswer['imports'][number]) => number): number {
  return imports.reduce((sum, each) => sum + count(each), 0);
}
