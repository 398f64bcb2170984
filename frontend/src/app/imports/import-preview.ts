import { Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { EditImportRequest, ImportAnswer } from '@singularity/contract';
import { Notices } from '../http/notices';
import { deedOf, hindranceOf } from './import-labels';
import { ImportColumns } from './import-columns';
import { ImportFiles } from './import-files';
import { ImportQuestions } from './import-questions';
import { ImportRows } from './import-rows';
import { ImportSummary } from './import-summary';
import { ImportsApi } from './imports-api';
import { LookAlikes } from './look-alikes';

/** What an import would do, and what it needs to know before. */
@Component({
  selector: 'app-import-preview',
  imports: [ImportColumns, ImportFiles, ImportQuestions, ImportRows, ImportSummary, LookAlikes, MatButton],
  templateUrl: './import-preview.html',
  styleUrl: './import-preview.scss',
})
export class ImportPreview {
  readonly preview = input.required<ImportAnswer>();
  readonly changed = output<ImportAnswer>();

  private readonly api = inject(ImportsApi);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly questions = viewChild(ImportQuestions);

  /** How many requests are under way. */
  private readonly asking = signal(0);
  private last: Promise<unknown> = Promise.resolve();
  protected readonly busy = computed(() => this.asking() > 0);
  protected readonly readable = computed(() => this.preview().counts.fills > 0 || this.preview().questions.length > 0);
  protected readonly hasColumns = computed(() => this.preview().files.some(({ table }) => table !== null));
  protected readonly deed = computed(() => deedOf(this.preview()));
  protected readonly hindrance = computed(() => hindranceOf(this.preview()));

  protected answer(request: EditImportRequest): void {
    const edit = async () => this.changed.emit(await this.api.edit(this.preview(), request));
    // What was chosen and not taken is shown as it is.
    void this.ask(edit).then((taken) => taken || this.showAgain());
  }

  private showAgain(): void {
    const preview = this.preview();
    this.changed.emit({ ...preview, files: [...preview.files] });
  }

  /** Where something is still to be answered, to that. */
  protected begin(): void {
    if (this.hindrance()) this.questions()?.focus();
    else if (!this.busy()) void this.ask(async () => this.changed.emit(await this.api.confirm(this.preview())));
  }

  protected discard(): void {
    void this.ask(async () => {
      await this.api.discard(this.preview());
      this.notices.say('Import discarded');
      await this.router.navigate(['/import']);
    });
  }

  /** One after the other, so that the last answer is about all that was asked. */
  private ask(run: () => Promise<unknown>): Promise<boolean> {
    this.asking.update((count) => count + 1);
    const asked = this.last
      .then(() => this.notices.attempt(run))
      .finally(() => this.asking.update((count) => count - 1));
    this.last = asked;
    return asked;
  }
}
