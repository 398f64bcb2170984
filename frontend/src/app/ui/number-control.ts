import { Directive, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Field } from './field';
import { amountsHidden } from './format/money';
import { workedOut } from './format/number-text';

/** A field for a number, in which a sum such as `2*15+1` may be typed: leaving it, or Enter, puts in what it comes to. */
@Directive({
  selector: 'input[appNumber]',
  host: {
    inputmode: 'decimal',
    autocomplete: 'off',
    '[class.masked]': 'appNumber() === "money" && hidden()',
    '(input)': 'field?.remark.set("")',
    '(blur)': 'workOut()',
    '(keydown.enter)': 'workOut()',
  },
})
export class NumberControl {
  /** Money is masked where amounts are hidden, until one types in its field. */
  readonly appNumber = input<'' | 'money'>('');

  protected readonly hidden = amountsHidden;
  protected readonly field = inject(Field, { optional: true });
  private readonly control = inject<FormField<string>>(FormField);

  protected workOut(): void {
    const { value } = this.control.state();
    const result = workedOut(value());
    if (!result) return;
    value.set(result.value);
    if (result.rounded) this.field?.remark.set('Rounded to 10 decimals');
  }
}
