import { Injectable, inject, linkedSignal } from '@angular/core';
import { Session } from '../session/session';
import type { Outcome } from './outcomes';

/** What records a change in the ledger: a version of it, or all that one request did to many. */
export type Recorded = { readonly version: number } | { readonly batchId: string };

/** Something that was done and can be undone. */
export interface Change {
  readonly outcome: Outcome;
  readonly records: readonly Recorded[];
}

export type Way = 'undo' | 'redo';

export const OTHER: Readonly<Record<Way, Way>> = { undo: 'redo', redo: 'undo' };
/** Of what is done in a tab, so much is kept in mind. */
const MOST = 100;

type Stacks = Readonly<Record<Way, readonly Change[]>>;

/** What was done in this tab and what was undone, the last on top. Each member has their own past. */
@Injectable({ providedIn: 'root' })
export class ChangeStack {
  private readonly session = inject(Session);
  private readonly stacks = linkedSignal<string | undefined, Stacks>({
    source: () => this.session.member()?.dbUserId,
    computation: () => ({ undo: [], redo: [] }),
  });

  /** After a new change there is nothing to redo. */
  push(change: Change): void {
    this.stacks.update(({ undo }) => ({ undo: [...undo, change].slice(-MOST), redo: [] }));
  }

  last(way: Way): Change | undefined {
    return this.stacks()[way].at(-1);
  }

  /** A change was turned: it goes, and what can be turned the other way lies on top there; null where nothing can. */
  move(way: Way, change: Change, turned: Change | null): void {
    const key = JSON.stringify(change.records);
    const others = (changes: readonly Change[]) => changes.filter(({ records }) => JSON.stringify(records) !== key);
    this.stacks.update((stacks) => {
      const left = { undo: others(stacks.undo), redo: others(stacks.redo) };
      return turned ? { ...left, [OTHER[way]]: [...left[OTHER[way]], turned].slice(-MOST) } : left;
    });
  }
}
