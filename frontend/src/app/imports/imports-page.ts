import { Component, DestroyRef, computed, effect, inject, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { problemOf, sentenceOf } from '../http/problem';
import { DroppedFiles } from '../ui/dropped-files';
import { FileDrop } from '../ui/file-drop';
import { plural } from '../ui/format/figure-labels';
import { Icon } from '../ui/icon';
import { faultOf } from './file-limits';
import { ImportList } from './import-list';
import { ImportsApi } from './imports-api';

/** Files on their way to the server. */
interface Sending {
  readonly files: readonly File[];
  readonly stop: AbortController;
  readonly fraction: number;
}

/** Where an import begins, and what was imported before. */
@Component({
  selector: 'app-imports-page',
  imports: [FileDrop, Icon, ImportList, MatButton, RouterLink],
  templateUrl: './imports-page.html',
  styleUrl: './imports-page.scss',
})
export class ImportsPage {
  private readonly api = inject(ImportsApi);
  private readonly router = inject(Router);

  protected readonly fault = signal('');
  protected readonly sending = signal<Sending | null>(null);
  protected readonly progress = computed(() => {
    const sending = this.sending();
    if (!sending) return null;
    const { files, fraction } = sending;
    const [first] = files;
    const what = files.length === 1 && first ? first.name : plural(files.length, 'file');
    // Once all is sent, the server reads.
    if (fraction === 1) return { text: `Reading ${what}…`, value: null };
    return { text: `Uploading ${what}…`, value: fraction };
  });

  constructor() {
    const dropped = inject(DroppedFiles);
    effect(() => {
      if (dropped.files().length > 0) untracked(() => void this.send(dropped.take()));
    });
    inject(DestroyRef).onDestroy(() => this.stop());
  }

  protected async send(files: readonly File[]): Promise<void> {
    this.stop();
    this.fault.set(faultOf(files));
    if (this.fault()) return;
    const stop = new AbortController();
    const tell = (fraction: number) => this.sending.set(stop.signal.aborted ? null : { files, stop, fraction });
    tell(0);
    try {
      const read = await this.api.upload(files, tell, stop.signal);
      if (read) await this.router.navigate(['/import', read.id]);
    } catch (error) {
      this.fault.set(sentenceOf(problemOf(error)));
    }
    if (!stop.signal.aborted) this.sending.set(null);
  }

  /** Also when one leaves: what nobody has looked at is not to lie there. */
  protected stop(): void {
    this.sending()?.stop.abort();
    this.sending.set(null);
  }
}
