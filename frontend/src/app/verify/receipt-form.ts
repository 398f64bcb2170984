import { Component, output, signal } from '@angular/core';
import { FormField, FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { parseReceipt } from '@singularity/domain';
import type { Receipt } from '@singularity/domain';
import { FormSubmission } from '../http/form-submission';
import { Field, FieldControl } from '../ui/field';

interface ReceiptDraft {
  text: string;
}

/** A receipt, typed or pasted. */
@Component({
  selector: 'app-receipt-form',
  imports: [Field, FieldControl, FormField, FormRoot, MatButton],
  template: `
    <form [formRoot]="form">
      <app-field label="Receipt" hint="Version and hash, such as 812:9f86d081…">
        <input type="text" autocomplete="off" spellcheck="false" appControl [formField]="form.text" />
      </app-field>
      <button matButton="outlined" type="submit">Check receipt</button>
    </form>
  `,
  styles: `
    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: start;
      gap: var(--space-3);
    }
    button {
      margin-top: 1.375rem;
    }
  `,
})
export class ReceiptForm {
  readonly added = output<Receipt>();

  private readonly draft = signal<ReceiptDraft>({ text: '' });
  private readonly submission = new FormSubmission<ReceiptDraft>(
    ({ text }) =>
      parseReceipt(text) ? [] : [{ field: 'text', message: 'Enter a version, a colon and 64 hex digits.' }],
    () => Promise.resolve(this.add()),
  );
  protected readonly form = form(this.draft, this.submission.rules, { submission: this.submission.options });

  private add(): void {
    const receipt = parseReceipt(this.draft().text);
    if (receipt) this.added.emit(receipt);
    this.form().reset({ text: '' });
  }
}
