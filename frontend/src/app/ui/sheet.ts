import { CdkTrapFocus } from '@angular/cdk/a11y';
import { Component, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { Icon } from './icon';

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
      cdkTrapFocus
      [cdkTrapFocusAutoCapture]="true"
      (keydown.escape)="dismiss.emit()"
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
export class Sheet {
  readonly heading = input.required<string>();
  /** Someone wants to leave. */
  readonly dismiss = output();
}
