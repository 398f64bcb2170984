import { Component, computed, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import type { FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { BrokerAnswer } from '@singularity/contract';
import { Session } from '../session/session';
import { Field, FieldControl } from '../ui/field';
import { Icon } from '../ui/icon';
import { SecretInput } from '../ui/secret-input';
import { Suggested, Suggestions } from '../ui/suggestions';
import type { CredentialsDraft } from './credentials-draft';

/** What has to be pasted from a broker, and what one must agree to first. */
@Component({
  selector: 'app-credential-fields',
  imports: [Field, FieldControl, FormField, Icon, MatButton, SecretInput, Suggested, Suggestions],
  template: `
    @for (line of lines(); track line.field.name) {
      <app-field [label]="line.field.label" [hint]="line.field.hint" [optional]="line.field.optional ?? false">
        @if (line.field.secret) {
          <app-secret-input [formField]="line.control" />
        } @else if (line.field.name === 'timeZone') {
          <app-suggestions [from]="timeZones">
            <input type="text" spellcheck="false" appSuggested appControl [formField]="line.control" />
          </app-suggestions>
        } @else {
          <input
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            data-1p-ignore
            data-lpignore="true"
            appControl
            [formField]="line.control"
          />
        }
      </app-field>
      @if (line.field.name === 'timeZone' && !line.control().value()) {
        <button matButton class="zone" type="button" (click)="line.control().value.set(ownZone())">
          Use {{ ownZone() }} (yours)
        </button>
      }
    }
    @if (broker().warning; as warning) {
      <div class="warning">
        <p><app-icon name="alert" /> {{ warning }}</p>
        <label>
          <input
            type="checkbox"
            [formField]="agreed()"
            [attr.aria-invalid]="agreedFault() ? true : null"
            [attr.aria-describedby]="agreedFault() ? 'agreed-fault' : null"
          />
          <span>I have read this and want to connect anyway</span>
        </label>
        @if (agreedFault(); as fault) {
          <p class="loss" id="agreed-fault" role="alert">{{ fault }}</p>
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-4);
    }
    .zone {
      justify-self: start;
      margin: calc(-1 * var(--space-3)) 0 0 -0.625rem;
    }
    .warning {
      display: grid;
      gap: var(--space-2);
      padding: var(--space-3) var(--space-4);
      border-radius: var(--radius-m);
      background: var(--warning-tint);
    }
    .warning p:first-child {
      display: flex;
      gap: var(--space-2);
    }
    .warning app-icon {
      color: var(--warning);
    }
    label {
      display: flex;
      gap: var(--space-2);
      padding-block: var(--space-1);
      font-weight: var(--weight-strong);
      cursor: pointer;
    }
  `,
})
export class CredentialFields {
  readonly broker = input.required<BrokerAnswer>();
  readonly credentials = input.required<FieldTree<CredentialsDraft['credentials']>>();
  readonly agreed = input.required<FieldTree<boolean>>();

  protected readonly ownZone = inject(Session).timeZone;
  protected readonly timeZones = Intl.supportedValuesOf('timeZone').map((value) => ({ value }));
  protected readonly lines = computed(() => {
    const controls = this.credentials() as unknown as Readonly<Record<string, FieldTree<string> | undefined>>;
    return this.broker().fields.flatMap((field) => {
      const control = controls[field.name];
      return control ? [{ field, control }] : [];
    });
  });
  protected readonly agreedFault = computed(() => {
    const field = this.agreed()();
    return field.touched() ? field.errors()[0]?.message : undefined;
  });
}
