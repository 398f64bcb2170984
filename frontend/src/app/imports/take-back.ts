import { Injectable, Injector, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { ImportAnswer, UndoImportAnswer } from '@singularity/contract';
import { Notices } from '../http/notices';
import { confirmed } from '../ui/confirmation';
import { plural } from '../ui/format/figure-labels';
import { ImportsApi } from './imports-api';

/** Takes imports back as a whole, and remembers what of them stayed. */
@Injectable({ providedIn: 'root' })
export class TakeBack {
  private readonly api = inject(ImportsApi);
  private readonly injector = inject(Injector);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly told = signal<ReadonlyMap<string, UndoImportAnswer>>(new Map());

  /** What became of taking it back here; nothing where that was elsewhere, or long ago. */
  outcomeOf(id: string): UndoImportAnswer | undefined {
    return this.told().get(id);
  }

  /** Asks first. Leads to the page of the import, where the outcome is told. */
  async ask(taken: ImportAnswer): Promise<void> {
    const agreed = await confirmed(this.injector, {
      heading: 'Take back this import?',
      text: `${whatGoes(taken)} Trades that you changed since are kept and listed.`,
      confirm: 'Take back',
      refuse: 'Keep import',
    });
    if (!agreed) return;
    const done = await this.notices.attempt(async () => {
      const outcome = await this.api.undo(taken);
      this.told.update((all) => new Map(all).set(taken.id, outcome));
    });
    if (done) await this.router.navigate(['/import', taken.id]);
  }
}

function whatGoes({ trades: { added, changed } }: ImportAnswer): string {
  const parts = [
    added > 0 && `${plural(added, 'added trade')} will be removed.`,
    changed > 0 && `${plural(changed, 'changed trade')} will be as before.`,
  ];
  return parts.filter(Boolean).join(' ') || 'Everything that it did will be undone.';
}
