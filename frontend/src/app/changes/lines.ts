import type { HistoryEntry } from '@singularity/contract';
import { formatClock, toDay } from '../ui/format/zoned-time';
import type { Vocabulary } from './change-values';
import { phrasesOf } from './phrases';
import type { Phrase } from './phrases';
import { ORIGIN_LABELS, batchOutcome, manyOf, outcomeOfEntry, titleOf } from './titles';
import type { Change, Way } from './change-stack';
import type { Outcome } from './outcomes';

const UNDONE = 'Undone';

/** What can be done about a change: the way, and what to turn. */
export interface Turn {
  readonly way: Way;
  readonly change: Change;
}

/** A change as it stands in a list. */
export interface Line {
  readonly entry: HistoryEntry;
  readonly title: string;
  readonly time: string;
  readonly phrases: readonly Phrase[];
  readonly origin: string;
  /** "Undone": what became of it. */
  readonly fate: string;
  readonly turn: Turn | null;
}

/** What one request did to many, in one line that opens. */
export interface Batch {
  readonly id: string;
  readonly title: string;
  readonly time: string;
  readonly origin: string;
  readonly fate: string;
  readonly turn: Turn | null;
  readonly lines: readonly Line[];
}

export interface DayOfLines {
  readonly day: string;
  readonly lines: readonly (Line | Batch)[];
}

export function isBatch(line: Line | Batch): line is Batch {
  return 'lines' in line;
}

/** Entries, newest first, by day. `more`: the list goes on, so the last batch may too. */
export function daysOf(entries: readonly HistoryEntry[], vocabulary: Vocabulary, more: boolean): readonly DayOfLines[] {
  const known = new Map(entries.map((entry) => [entry.version, entry]));
  const days = Map.groupBy(entries, ({ recordedAt }) => toDay(recordedAt, vocabulary.timeZone));
  const last = entries.at(-1);
  return [...days].map(([day, all]) => ({
    day,
    lines: runsOf(all).map((run) => {
      const lines = run.map((entry) => lineOf(entry, known, vocabulary));
      const [only] = lines;
      return lines.length === 1 && only ? only : batchOf(lines, known, more && run.at(-1) === last);
    }),
  }));
}

/** Neighbours of one batch stand together; all else stands alone. */
function runsOf(entries: readonly HistoryEntry[]): readonly (readonly HistoryEntry[])[] {
  const runs: HistoryEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run && entry.batchId !== null && run[0]?.batchId === entry.batchId) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

type Known = ReadonlyMap<number, HistoryEntry>;

export function lineOf(entry: HistoryEntry, known: Known, vocabulary: Vocabulary): Line {
  return {
    entry,
    title: entry.undoes === null ? titleOf(entry) : undoTitle(entry.undoes, known),
    time: formatClock(entry.recordedAt, vocabulary.timeZone),
    phrases: phrasesOf(entry, vocabulary),
    origin: ORIGIN_LABELS[entry.origin],
    fate: entry.undoneBy === null ? '' : UNDONE,
    turn: turnOf(entry, known),
  };
}

function batchOf(lines: readonly Line[], known: Known, more: boolean): Batch {
  const entries = lines.map(({ entry }) => entry);
  const { entry, time, origin } = lines[0] as Line;
  const outcome = batchOutcome(entries, more);
  const gone = entries.filter(({ undoneBy }) => undoneBy !== null).length;
  return {
    id: entry.batchId ?? '',
    title:
      entry.undoes === null ? outcome.done : `${undoVerb(entry.undoes, known)} changes to ${manyOf(entries, more)}`,
    time,
    origin,
    fate: gone === 0 ? '' : gone === entries.length ? UNDONE : `${UNDONE} for ${gone} of ${entries.length}`,
    turn: batchTurn(entry, { outcome, gone, count: entries.length }, known),
    lines,
  };
}

/** A batch that is undone is redone by undoing its undo, where that is known. */
function batchTurn(
  { batchId, undoes, undoneBy }: HistoryEntry,
  { outcome, gone, count }: { readonly outcome: Outcome; readonly gone: number; readonly count: number },
  known: Known,
): Turn | null {
  if (undoes !== null && gone > 0) return null;
  if (gone < count) return turn(undoes === null ? 'undo' : 'redo', outcome, batchId);
  return turn('redo', outcome, known.get(undoneBy ?? 0)?.batchId ?? null);
}

function turn(way: Way, outcome: Outcome, batchId: string | null): Turn | null {
  return batchId === null ? null : { way, change: { outcome, records: [{ batchId }] } };
}

/** The change at the end of a chain of undos, and whether the chain undoes or redoes it. */
function originOf(undone: number, known: Known): { readonly version: number; readonly again: boolean } {
  let [version, again] = [undone, false];
  for (let entry = known.get(version); entry && entry.undoes !== null; entry = known.get(version)) {
    version = entry.undoes;
    again = !again;
  }
  return { version, again };
}

function undoTitle(undone: number, known: Known): string {
  const { version } = originOf(undone, known);
  const entry = known.get(version);
  return `${undoVerb(undone, known)} #${version}${entry ? `: ${titleOf(entry).toLowerCase()}` : ''}`;
}

function undoVerb(undone: number, known: Known): string {
  return originOf(undone, known).again ? 'Redid' : 'Undid';
}

/** The beginning of a journal, and an import or a connection, each of which has a page of its own. */
function stays({ type, subject }: HistoryEntry): boolean {
  return type === 'UserRegistered' || ['import', 'connection'].includes(subject.type);
}

/** What stands can be undone, and what was undone can be redone. */
function turnOf(entry: HistoryEntry, known: Known): Turn | null {
  const { version, undoes, undoneBy } = entry;
  if (stays(entry) || (undoes !== null && undoneBy !== null)) return null;
  if (undoneBy !== null)
    return { way: 'redo', change: { outcome: outcomeOfEntry(entry), records: [{ version: undoneBy }] } };
  const origin = undoes === null ? undefined : originOf(undoes, known);
  const done = (origin && known.get(origin.version)) ?? entry;
  const way = origin && !origin.again ? 'redo' : 'undo';
  return { way, change: { outcome: outcomeOfEntry(done), records: [{ version }] } };
}
