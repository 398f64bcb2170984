import {
  Component,
  DOCUMENT,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  viewChild,
} from '@angular/core';
import type { ElementRef } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ImportAnswer } from '@singularity/contract';
import { Failure } from '../ui/failure';
import { Skeleton } from '../ui/skeleton';
import { ImportPreview } from './import-preview';
import { ImportProgress } from './import-progress';
import { ImportReport } from './import-report';
import { headingOf, outcomeOf } from './import-labels';
import { ImportsApi } from './imports-api';

/** How long to wait between looks at an import that goes on, in milliseconds. */
const PAUSE = 1_000;

/** One import: what it would do, how far it is, or what it did. */
@Component({
  selector: 'app-import-page',
  imports: [Failure, ImportPreview, ImportProgress, ImportReport, MatButton, RouterLink, Skeleton],
  templateUrl: './import-page.html',
  styles: `
    .page {
      max-width: 60rem;
    }
  `,
})
export class ImportPage {
  readonly id = input.required<string>();

  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  protected readonly resource = inject(ImportsApi).one(() => this.id());
  /** As the last answer has it, to whatever was asked. */
  protected readonly shown = linkedSignal(() => {
    const read = this.resource.value();
    return read?.id === this.id() ? read : undefined;
  });
  private readonly status = computed(() => this.shown()?.status);
  protected readonly heading = computed(() => {
    const shown = this.shown();
    return shown ? headingOf(shown) : 'Import';
  });
  /** For who does not see the page: that it is over, and how. */
  protected readonly told = computed(() => {
    const shown = this.shown();
    return shown?.status === 'imported' || shown?.status === 'failed'
      ? [headingOf(shown), outcomeOf(shown), shown.problem].filter(Boolean).join('. ')
      : '';
  });
  private readonly title = viewChild.required<ElementRef<HTMLElement>>('title');

  constructor() {
    effect((onCleanup) => {
      // After each answer anew, also after one that did not come.
      if (this.status() !== 'importing' || this.resource.loading()) return;
      const timer = setTimeout(() => this.resource.reload(), PAUSE);
      onCleanup(() => clearTimeout(timer));
    });
    effect(() => {
      this.status();
      afterNextRender(() => this.keepFocus(), { injector: this.injector });
    });
  }

  protected show(answer: ImportAnswer): void {
    this.shown.set(answer);
  }

  /** What had the keyboard may have gone with the step before. */
  private keepFocus(): void {
    const { activeElement, body } = this.document;
    if (activeElement === null || activeElement === body) this.title().nativeElement.focus();
  }
}
