import { Component, signal } from '@angular/core';
import { FormField, form } from '@angular/forms/signals';
import { render, screen } from '@testing-library/angular';
import { userEvent } from '@testing-library/user-event';
import { Field, FieldControl } from './field';
import { NumberControl } from './number-control';
import { Suggested, Suggestions } from './suggestions';

@Component({
  imports: [Field, FieldControl, FormField, NumberControl, Suggested, Suggestions],
  template: `
    <app-field label="Symbol">
      <app-suggestions [from]="symbols"><input appSuggested appControl [formField]="form.symbol" /></app-suggestions>
    </app-field>
    <app-field label="Quantity" hint="How many."><input appNumber appControl [formField]="form.quantity" /></app-field>
  `,
  host: { '(keydown.escape)': 'left.set(true)' },
})
class SomeForm {
  readonly symbols = [{ value: 'MSFT' }, { value: 'AAPL', note: 'Stock' }, { value: 'AMD' }, { value: 'GAAP' }];
  readonly form = form(signal({ symbol: '', quantity: '' }));
  readonly left = signal(false);
}

async function open() {
  const { fixture } = await render(SomeForm);
  const options = () => screen.queryAllByRole('option').map(({ firstElementChild }) => firstElementChild?.textContent);
  return { user: userEvent.setup(), options, page: fixture.componentInstance };
}

test('what begins as typed is offered first, and the keyboard chooses', async () => {
  const { user, options, page } = await open();
  const symbol = screen.getByRole('combobox', { name: 'Symbol' });
  await user.type(symbol, 'a');
  expect(options()).toEqual(['AAPL', 'AMD', 'GAAP']);
  await user.keyboard('{ArrowDown}{ArrowDown}');
  const active = screen.getByRole('option', { selected: true });
  expect(symbol.getAttribute('aria-activedescendant')).toBe(active.id);
  await user.keyboard('{Enter}');
  expect(page.form().value().symbol).toBe('AMD');
  expect(options()).toEqual([]);
});

test('Escape closes the list and nothing more; the next one is for the sheet', async () => {
  const { user, options, page } = await open();
  await user.type(screen.getByLabelText('Symbol'), 'm{Escape}');
  expect(options()).toEqual([]);
  expect(page.left()).toBe(false);
  await user.keyboard('{Escape}');
  expect(page.left()).toBe(true);
});

test('anything else may be typed, and the list goes when one goes on', async () => {
  const { user, options, page } = await open();
  await user.type(screen.getByLabelText('Symbol'), 'AM');
  await user.tab();
  expect(options()).toEqual([]);
  expect(page.form().value().symbol).toBe('AM');
});

test('a click takes what is offered', async () => {
  const { user, page } = await open();
  await user.click(screen.getByLabelText('Symbol'));
  await user.click(screen.getByRole('option', { name: /AAPL/ }));
  expect(page.form().value().symbol).toBe('AAPL');
});

test('a sum is worked out when one leaves its field; what is rounded says so until something else is typed', async () => {
  const { user, page } = await open();
  const quantity = screen.getByLabelText('Quantity');
  await user.type(quantity, '2*15+1');
  await user.tab();
  expect(page.form().value().quantity).toBe('31');
  await user.clear(quantity);
  await user.type(quantity, '10/3{Enter}');
  expect(page.form().value().quantity).toBe('3.3333333333');
  expect(screen.getByText('Rounded to 10 decimals')).toBeTruthy();
  await user.type(quantity, '1');
  expect(screen.getByText('How many.')).toBeTruthy();
});
