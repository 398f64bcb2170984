import { Injectable, Injector, inject, linkedSignal } from '@angular/core';
import { Router } from '@angular/router';
import type { Receipt } from '@singularity/contract';
import { Notices } from '../http/notices';
import { problemOf } from '../http/problem';
import { Session } from '../session/session';
import { PendingCommands } from '../http/pending-commands';
import { ChangesApi } from './changes-api';

/** What records a change in the ledger: a version of it, or all that one request did to many. */
export type Recorded = { readonly version: number } | { readonly batchId: string };

/** Something that was done and can be turned back. */
export interface Change {
  /** As it is said once it is done: "Deleted AAPL". */
  readonly command: string;
  readonly records: readonly Recorded[];
}

export type Way = 'undo' | 'redo';

const OTHER: Record<Way, Way> = { undo: 'redo', redo: 'undo' };
const DONE: Record<Way, string> = { undo: 'Took back', redo: 'Did again' };
const LABEL: Record<Way, string> = { undo: 'Undo', redo: 'Redo' };
/** Of what is done in a tab, so much is kept in mind. */
const MOST = 100;

type Stacks = Readonly<Record<Way, readonly Change[]>>;

/** The record of a command that was about one thing; none where it changed nothing. */
export function recordOf(
  { streamVersion, ledger }: { readonly streamVersion: number; readonly ledger: Receipt },
  before: number | undefined = 0,
): readonly Recorded[] {
  return streamVersion === before ? [] : [{ version: ledger.version }];
}

/**
 * Takes changes back and does them again. What a page did, it says here: `undo.keep('Deleted AAPL', records)` tells it
 * at the foot of the screen with an Undo beside it, and keeps it for the keys. Each member has their own past.
 */
@Injectable({ providedIn: 'root' })
export class Undo {
  private readonly api = inject(ChangesApi);
  private readonly injector = inject(Injector);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly pendingCommands = inject(PendingCommands);
  private readonly stacks = linkedSignal<string | undefined, Stacks>({
    source: () => this.session.member()?.dbUserId,
    computation: () => ({ undo: [], redo: [] }),
  });
  /** Keys may come faster than answers: one after the other. */
  private running: Promise<unknown> = Promise.resolve();

  keep(command: string, records: readonly Recorded[], sentence = `${command}.`): void {
    if (records.length === 0) return this.notices.say(sentence);
    const change = { command, records };
    this.stacks.update(({ undo }) => ({ undo: [...undo, change].slice(-MOST), redo: [] }));
    this.offer('undo', change, sentence);
  }

  /** The last that was done in this tab, or the last that was taken back. */
  async turnLast(way: Way): Promise<void> {
    await this.attempt(async () => {
      // A page may show already what is not answered yet: that is the last that was done.
      await this.pendingCommands.answered();
      const change = this.stacks()[way].at(-1);
      return change ? this.run(way, change) : this.sayNothing(way);
    });
  }

  /** Any change, also one of another day. */
  async turn(way: Way, change: Change): Promise<void> {
    await this.attempt(() => this.run(way, change));
  }

  private attempt(run: () => Promise<void>): Promise<unknown> {
    const next = this.running.then(() => this.notices.attempt(run));
    this.running = next;
    return next;
  }

  private async run(way: Way, change: Change): Promise<void> {
    const records: Recorded[] = [];
    const kept: string[] = [];
    try {
      for (const record of change.records.toReversed()) {
        const { by, refused } = await this.takeBack(record);
        records.push(...by);
        kept.push(...refused);
      }
    } catch (error) {
      const { status } = problemOf(error);
      if (status !== 409 && status !== 422) throw error;
      this.move(way, change, null);
      return this.explain(change, error);
    }
    const turned = records.length > 0 ? { ...change, records } : null;
    this.move(way, change, turned);
    this.tell(way, turned, change.command, kept);
  }

  private async takeBack(
    record: Recorded,
  ): Promise<{ readonly by: readonly Recorded[]; readonly refused: readonly string[] }> {
    if ('batchId' in record) {
      const { undone, refused, batchId } = await this.api.undoBatch(record.batchId);
      return { by: undone.length > 0 ? [{ batchId }] : [], refused: refused.map(({ message }) => message) };
    }
    const { undoneBy, stream } = await this.api.undo(record.version);
    if (stream.type === 'user') await this.session.readAgain();
    return { by: undoneBy === null ? [] : [{ version: undoneBy }], refused: [] };
  }

  private move(way: Way, change: Change, turned: Change | null): void {
    const key = JSON.stringify(change.records);
    const others = (changes: readonly Change[]) => changes.filter(({ records }) => JSON.stringify(records) !== key);
    this.stacks.update((stacks) => {
      const left = { undo: others(stacks.undo), redo: others(stacks.redo) };
      return turned ? { ...left, [OTHER[way]]: [...left[OTHER[way]], turned].slice(-MOST) } : left;
    });
  }

  private tell(way: Way, turned: Change | null, command: string, kept: readonly string[]): void {
    const what = lowerFirst(command);
    const [reason] = kept;
    const but = reason === undefined ? '' : ` ${kept.length} stayed as they are: ${reason}`;
    if (turned) this.offer(OTHER[way], turned, `${DONE[way]}: ${what}.${but}`);
    else this.notices.say(but ? `Nothing was taken back.${but}` : `Nothing of it was left to take back: ${what}.`);
  }

  private offer(way: Way, change: Change, sentence: string): void {
    this.notices.say(sentence, { label: LABEL[way], run: () => this.turn(way, change) });
  }

  private async explain({ command, records }: Change, error: unknown): Promise<void> {
    const version = records.map((record) => ('version' in record ? record.version : 0)).at(-1) ?? 0;
    const { explainConflict } = await import('./conflict-dialog');
    explainConflict(this.injector, { command, version, problem: problemOf(error) });
  }

  private async sayNothing(way: Way): Promise<void> {
    const sentence =
      way === 'undo' ? 'Nothing was changed here that could be taken back.' : 'There is nothing to redo here.';
    this.notices.say(sentence, { label: 'History', run: () => this.router.navigateByUrl('/history') });
  }
}

/** Names keep their capitals: "Deleted AAPL" → "deleted AAPL". */
function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
