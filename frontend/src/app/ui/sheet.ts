import { CdkTrapFocus } from '@angular/cdk/a11y';
import { ApplicationRef, Component, DOCUMENT, afterNextRender, inject, input, output, viewChild } from '@angular/core';
import type { ElementRef, OnDestroy } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { Icon } from './icon';
import { PageFocus } from './page-focus';
import { TypedAhead } from './typed-ahead';

/** A panel that slides in over the page and keeps the keyboard until it is closed. */
@Component({
  selector: 'app-sheet',
  imports: [CdkTrapFocus, Icon, MatIconButton],
  template: `
    <div class="scrim" (click)="dismiss.emit()" aria-hidden="true"></div>
    <section
      role="dialog"
      aria-modal="true"
      [attr.aria-label]="heading()"
      tabindex="-1"
      cdkTrapFocus
      #panel
      (keydown.escape)="dismiss.emit()"
      (keydown.control.enter)="submit($event)"
      (keydown.meta.enter)="submit($event)"
    >
      <header>
        <h2>{{ heading() }}</h2>
        <button matIconButton type="button" aria-label="Close" (click)="dismiss.emit()">
          <app-icon name="close" />
        </button>
      </header>
      <div class="body"><ng-content /></div>
    </section>
  `,
  styleUrl: './sheet.scss',
})
export class Sheet implements OnDestroy {
  readonly heading = input.required<string>();
  /** Someone wants to leave. */
  readonly dismiss = output();

  private readonly panel = viewChild.required<ElementRef<HTMLElement>>('panel');
  private readonly document = inject(DOCUMENT);
  private readonly app = inject(ApplicationRef);
  private readonly pageFocus = inject(PageFocus);
  private readonly typedAhead = inject(TypedAhead);

  constructor() {
    afterNextRender(() => {
      const panel = this.panel().nativeElement;
      if (!this.typedAhead.waits && !panel.contains(this.document.activeElement)) panel.focus();
    });
  }

  /** From anywhere in it, notes included, where Enter alone is a new line. */
  protected submit(event: Event): void {
    event.preventDefault();
    // What is typed is done with, as by leaving its field.
    const field = this.document.activeElement;
    if (field instanceof HTMLElement) {
      field.blur();
      field.focus();
    }
    this.panel().nativeElement.querySelector('form')?.requestSubmit();
  }

  /** Gives the keyboard back, once the page below can be reached again. */
  ngOnDestroy(): void {
    this.typedAhead.end();
    afterNextRender(() => this.pageFocus.giveBack(), { injector: this.app.injector });
  }
}
