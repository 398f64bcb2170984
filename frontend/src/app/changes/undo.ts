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
import { outcomeOf } from './outcomes';
import type { Outcome } from './outcomes';
import { formatCount } from '../ui/format/money';

const LABEL: Record<Way, string> = { undo: 'Undo', redo: 'Redo' };

/** The record of a command that was about one thing; none where it changed nothing. */
export function recordOf(
  { streamVersion, ledger }: { readonly streamVersion: number; readonly ledger: Receipt },
  before: number | undefined = 0,
): readonly Recorded[] {
  return streamVersion === before ? [] : [{ version: ledger.version }];
}

/**
 * Undoes changes and redoes them. What a page did, it says here: `undo.keep(outcomeOf('TradeDeleted', 'AAPL'), records)`
 * tells it at the foot of the screen with an Undo beside it, and keeps it for the keys.
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

  keep(outcome: Outcome, records: readonly Recorded[], sentence = outcome.done): void {
    if (records.length === 0) return this.notices.say(sentence);
    const change = { outcome, records };
    this.stack.push(change);
    this.offer('undo', change, sentence);
  }

  /** The last that was done in this tab, or the last that was undone. */
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

  /** Reverts a trade to one of its versions, upon its newest change, as far as it is known here. True when it was done. */
  revert({ stream, streamVersion }: HistoryEntry, toStreamVersion: number): Promise<boolean> {
    return this.notices.attempt(async () => {
      const answer = await this.api.revert(stream.id, streamVersion, toStreamVersion);
      const outcome = outcomeOf('TradeReverted', answer.symbol);
      const sentence = `${outcome.done} to version ${toStreamVersion}`;
      this.keep(outcome, recordOf(answer, streamVersion), sentence);
    });
  }

  private attempt(run: () => Promise<void>): Promise<unknown> {
    const next = this.running.then(() => this.notices.attempt(run));
    this.running = next;
    return next;
  }

  private async run(way: Way, change: Change): Promise<void> {
    const records: Recorded[] = [];
    const refused: string[] = [];
    let undone = 0;
    try {
      for (const record of change.records.toReversed()) {
        const answer = await this.undoOne(record);
        records.push(...answer.by);
        refused.push(...answer.refused);
        undone += answer.undone;
      }
    } catch (error) {
      const { status } = problemOf(error);
      if (status !== 409 && status !== 422) throw error;
      this.stack.move(way, change, null);
      return this.explain(change, error);
    }
    const turned = records.length > 0 ? { ...change, records } : null;
    this.stack.move(way, change, turned);
    const sentence = sentenceFor(way, change.outcome, { undone, refused });
    if (turned) this.offer(OTHER[way], turned, sentence);
    else this.notices.say(sentence);
  }

  private async undoOne(record: Recorded): Promise<Undone & { readonly by: readonly Recorded[] }> {
    if ('batchId' in record) {
      const { undone, refused, batchId } = await this.api.undoBatch(record.batchId);
      const by = undone.length > 0 ? [{ batchId }] : [];
      return { by, undone: undone.length, refused: refused.map(({ message }) => message) };
    }
    const { undoneBy, stream } = await this.api.undo(record.version);
    if (stream.type === 'user') await this.session.readAgain();
    return undoneBy === null
      ? { by: [], undone: 0, refused: [] }
      : { by: [{ version: undoneBy }], undone: 1, refused: [] };
  }

  private offer(way: Way, change: Change, sentence: string): void {
    this.notices.say(sentence, { label: LABEL[way], run: () => this.turn(way, change) });
  }

  private async explain({ outcome, records }: Change, error: unknown): Promise<void> {
    const version = records.map((record) => ('version' in record ? record.version : 0)).at(-1) ?? 0;
    const { explainConflict } = await import('./conflict-dialog');
    const revert: Undo['revert'] = (newest, to) => this.revert(newest, to);
    explainConflict(this.injector, { what: outcome.done, version, problem: problemOf(error), revert });
  }

  private async sayNothing(way: Way): Promise<void> {
    this.notices.say(`Nothing to ${way} in this tab`, {
      label: 'History',
      run: () => this.router.navigateByUrl('/history'),
    });
  }
}

/** Of all that was asked, how much was undone, and why the rest was not. */
interface Undone {
  readonly undone: number;
  readonly refused: readonly string[];
}

/** What is true now. */
function sentenceFor(way: Way, outcome: Outcome, { undone, refused }: Undone): string {
  const [reason] = refused;
  const done = way === 'undo' ? 'Undone' : 'Redone';
  if (undone === 0) return reason === undefined ? `Already ${done.toLowerCase()}` : `Could not ${way}: ${reason}`;
  if (reason === undefined) return way === 'undo' ? outcome.undone : outcome.done;
  return `${done} for ${formatCount(undone)} of ${formatCount(undone + refused.length)}. ${reason}`;
}
