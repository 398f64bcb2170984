import { Injectable, Injector, inject } from '@angular/core';
import type { MatSnackBarRef } from '@angular/material/snack-bar';
import { firstValueFrom } from 'rxjs';
import { isPassing, problemOf, sentenceOf } from './problem';

interface NoticeAction {
  readonly label: string;
  run(): Promise<unknown>;
}

/** What shows notices is no part of a first visit: it comes with the first of them, or when nothing else is to do. */
export const bringNoticeBar = () => import('./notice-bar');

/** Short messages at the foot of the screen. */
@Injectable({ providedIn: 'root' })
export class Notices {
  private readonly injector = inject(Injector);
  private offer: Promise<MatSnackBarRef<unknown>> | null = null;

  say(message: string, action?: NoticeAction): void {
    const notice = this.show(message, action);
    this.offer = action ? notice : null;
  }

  /** Takes a notice away that offers something, if there is one. */
  withdrawOffer(): void {
    void this.offer?.then((notice) => notice.dismiss());
    this.offer = null;
  }

  /** Does something whose failure must be told; what may pass can be tried again. True when it was done. */
  async attempt(run: () => Promise<unknown>): Promise<boolean> {
    try {
      await run();
      return true;
    } catch (error) {
      const problem = problemOf(error);
      const again = { label: 'Try again', run };
      if (problem.status !== 401) this.say(sentenceOf(problem), isPassing(problem) ? again : undefined);
      return false;
    }
  }

  private async show(message: string, action?: NoticeAction): Promise<MatSnackBarRef<unknown>> {
    const { NoticeBar } = await bringNoticeBar();
    const notice = this.injector.get(NoticeBar).open(message, action?.label, { duration: action ? 10_000 : 4_000 });
    if (action) void this.awaitAction(firstValueFrom(notice.onAction(), { defaultValue: false }), action);
    return notice;
  }

  private async awaitAction(chosen: Promise<unknown>, action: NoticeAction): Promise<void> {
    // An action answers nothing when chosen and `false` when the notice goes unused.
    if ((await chosen) === undefined) await this.attempt(() => action.run());
  }
}
