import { Component, computed, contentChild, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Field } from './field';
import { toWallTime } from './format/zoned-time';

/** A date-time field with a button beside it that puts in this moment. */
@Component({
  selector: 'app-now-button',
  imports: [MatButton],
  template: `
    <ng-content />
    <button matButton type="button" [attr.aria-label]="label()" (click)="putNow()">Now</button>
  `,
  styles: `
    :host {
      position: relative;
      display: flex;
      align-items: center;
    }
    button {
      position: absolute;
      right: 2px;
      min-width: 0;
      height: calc(var(--control) - 6px);
      padding: 0 var(--space-2);
    }
  `,
})
export class NowButton {
  readonly timeZone = input.required<string>();

  private readonly field = inject(Field);
  private readonly control = contentChild.required<FormField<string>>(FormField);
  protected readonly label = computed(() => `${this.field.label()}: now`);

  protected putNow(): void {
    const state = this.control().state();
    state.value.set(toWallTime(new Date().toISOString(), this.timeZone()));
    state.markAsDirty();
  }
}
