import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ProblemDetails } from '@singularity/contract';
import { Icon } from './icon';
import { delayed } from './delayed';

/** The foot of a form: what went wrong with sending it, and the buttons. */
@Component({
  selector: 'app-form-foot',
  imports: [Icon, MatButton],
  template: `
    <ng-content />
    @if (problem(); as problem) {
      <div class="problem" role="alert">
        <app-icon name="alert" />
        <p>
          {{ problem.detail ?? problem.title }}
          @if (conflict()) {
            What you typed is still here, but cannot be saved over it.
            <button class="plain-button" type="button" (click)="loadNewest.emit()">Load latest version</button>
          } @else {
            Your changes are still here.
          }
        </p>
      </div>
    }
    <div class="buttons">
      <button matButton type="button" (click)="dismiss.emit()">Cancel</button>
      @if (again()) {
        <button matButton="outlined" type="button" [disabled]="busy()" (click)="submitAgain.emit()">
          {{ again() }}
        </button>
      }
      <button matButton="filled" type="submit" [disabled]="busy()">{{ waits() ? 'Saving…' : label() }}</button>
    </div>
  `,
  styles: `
    :host {
      position: sticky;
      bottom: 0;
      z-index: 1;
      display: grid;
      gap: var(--space-3);
      margin-top: auto;
      padding: var(--space-3) var(--space-5);
      border-top: 1px solid var(--line);
      background: var(--surface);
    }
    @media (max-height: 30rem) {
      :host {
        position: static;
      }
    }
    .problem {
      display: flex;
      gap: var(--space-2);
      padding: var(--space-2) var(--space-3);
      border-radius: var(--radius-m);
      background: var(--warning-tint);
    }
    app-icon {
      color: var(--warning);
    }
    .plain-button {
      color: var(--accent);
      text-decoration: underline;
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: flex-end;
      gap: var(--space-2);
    }
  `,
})
export class FormFoot {
  readonly label = input.required<string>();
  readonly busy = input(false);
  readonly problem = input<ProblemDetails | null>(null);
  /** Whether the problem is that someone else was faster. */
  readonly conflict = input(false);
  /** The label of a second way to send the form; none without. */
  readonly again = input('');
  readonly submitAgain = output();
  readonly dismiss = output();
  readonly loadNewest = output();

  protected readonly waits = delayed(this.busy);
}
