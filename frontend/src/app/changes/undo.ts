import { Injectable, Injector, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { HistoryEntry, Receipt } from '@singularity/contract';
import { Notices } from '../http/notices';
import { problemOf } from '../http/problem';
import { Session } from '../session/session';
import { PendingCommands } from '../http/pending-commands';
import { ChangeStack, OTHER } from './change-stack';
import type { Change, Recorded, Way } from './change-stack';
import { ChangesApi } from './changes-api';
import { formatCount } from '../ui/format/money';

const DONE: Record<Way, string> = { undo: 'Took back', redo: 'Did again' };
const LABEL: Record<Way, string> = { undo: 'Undo', redo: 'Redo' };

/** The record of a command that was about one thing; none where it changed nothing. */
export function recordOf(
  { streamVersion, ledger }: { readonly streamVersion: number; readonly ledger: Receipt },
  before: number | undefined = 0,
): readonly Recorded[] {
  return streamVersion === before ? [] : [{ version: ledger.version }];
}

/**
 * Takes changes back and does them again. What a page did, it says here: `undo.keep('Deleted AAPL', records)` tells it
 * at the foot of the screen with an Undo beside it, and keeps it for the keys.
 */
@Injectable({ providedIn: 'root' })
export class Undo {
  private readonly api = inject(ChangesApi);
  private readonly injector = inject(Injector);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly stack = inject(ChangeStack);
  private readonly pendingCommands = inject(PendingCommands);
  /** Keys may come faster than answers: one after the other. */
  private running: Promise<unknown> = Promise.resolve();

  keep(command: string, records: readonly Recorded[], sentence = `${command}.`): void {
    if (records.length === 0) return this.notices.say(sentence);
    const change = { command, records };
    this.stack.push(change);
    this.offer('undo', change, sentence);
  }

  /** The last that was done in this tab, or the last that was taken back. */
  async turnLast(way: Way): Promise<void> {
    await this.attempt(async () => {
      // A page may show already what is not answered yet: that is the last that was done.
      await this.pendingCommands.answered();
      const change = this.stack.last(way);
      return change ? this.run(way, change) : this.sayNothing(way);
    });
  }

  /** Any change, also one of another day. */
  async turn(way: Way, change: Change): Promise<void> {
    await this.attempt(() => this.run(way, change));
  }

  /** Takes a whole trade back to one of its versions, upon its newest change, as far as it is known here. True when it was done. */
  revert({ stream, streamVersion }: HistoryEntry, toStreamVersion: number): Promise<boolean> {
    return this.notices.attempt(async () => {
      const answer = await this.api.revert(stream.id, streamVersion, toStreamVersion);
      this.keep(`Took ${answer.symbol} back to version ${toStreamVersion}`, recordOf(answer, streamVersion));
    });
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
      this.stack.move(way, change, null);
      return this.explain(change, error);
    }
    const turned = records.length > 0 ? { ...change, records } : null;
    this.stack.move(way, change, turned);
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

  private tell(way: Way, turned: Change | null, command: string, kept: readonly string[]): void {
    const what = lowerFirst(command);
    const [reason] = kept;
    const but = reason === undefined ? '' : ` ${formatCount(kept.length)} stayed as they are: ${reason}`;
    if (turned) this.offer(OTHER[way], turned, `${DONE[way]}: ${what}.${but}`);
    else this.notices.say(but ? `Nothing was taken back.${but}` : `Nothing of it was left to take back: ${what}.`);
  }

  private offer(way: Way, change: Change, sentence: string): void {
    this.notices.say(sentence, { label: LABEL[way], run: () => this.turn(way, change) });
  }

  private async explain({ command, records }: Change, error: unknown): Promise<void> {
    const version = records.map((record) => ('version' in record ? record.version : 0)).at(-1) ?? 0;
    const { explainConflict } = await import('./conflict-dialog');
    const revert: Undo['revert'] = (newest, to) => this.revert(newest, to);
    explainConflict(this.injector, { command, version, problem: problemOf(error), revert });
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
