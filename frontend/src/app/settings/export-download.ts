import { Injectable, computed, inject, signal } from '@angular/core';
import { Notices } from '../http/notices';
import { saveFile } from '../ui/save-file';
import { SettingsApi } from './settings-api';

/** The download of everything, of which there is one at a time, wherever on the page it was asked for. */
@Injectable({ providedIn: 'root' })
export class ExportDownload {
  private readonly api = inject(SettingsApi);
  private readonly notices = inject(Notices);
  /** Bytes that are here; null while nothing is under way. */
  private readonly loaded = signal<number | null>(null);

  readonly busy = computed(() => this.loaded() !== null);
  readonly progress = computed(() => {
    const loaded = this.loaded() ?? 0;
    return loaded === 0 ? '' : `${(loaded / 1_000_000).toFixed(1)} MB so far`;
  });
  readonly done = signal(false);

  async start(): Promise<void> {
    this.done.set(false);
    this.loaded.set(0);
    const done = await this.notices.attempt(async () => {
      const file = await this.api.everything((bytes) => this.loaded.set(bytes));
      saveFile(file, 'singularity-export.zip');
    });
    this.loaded.set(null);
    this.done.set(done);
  }
}
