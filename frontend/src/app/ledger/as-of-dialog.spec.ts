import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { fireEvent, screen } from '@testing-library/angular';
import { openPage, settled } from '../testing/render-page';
import { AsOfButton } from './as-of-button';

async function openDialog(url = '/trades?tag=gap') {
  const page = await openPage(url, [{ path: 'trades', component: AsOfButton, data: { past: true } }]);
  await page.user.click(screen.getByRole('button', { name: /^Showing/ }));
  await screen.findByRole('dialog', { name: 'View as of' });
  return page;
}

async function address(): Promise<string> {
  for (let turn = 0; turn < 3; turn++) await settled();
  return decodeURIComponent(TestBed.inject(Router).url);
}

test('a moment on the member’s clock goes into the address, beside what else it says', async () => {
  const { user } = await openDialog();
  fireEvent.input(screen.getByLabelText('Date and time'), { target: { value: '2026-11-05T16:00' } });
  await user.click(screen.getByRole('button', { name: 'Show' }));
  expect(await address()).toBe('/trades?tag=gap&asOf=2026-11-05T21:00:00.000Z');
  expect(screen.getByRole('button', { name: 'Showing: Nov 5, 4:00 PM' })).toBeTruthy();
});

test('a version can be asked for, and what is none is told', async () => {
  const { user } = await openDialog();
  await user.click(screen.getByRole('radio', { name: 'Version' }));
  await user.type(screen.getByLabelText('Version', { selector: 'input[type=text]' }), 'soon');
  await user.click(screen.getByRole('button', { name: 'Show' }));
  expect(screen.getByText('Enter a number such as 57.')).toBeTruthy();
  await user.clear(screen.getByLabelText('Version', { selector: 'input[type=text]' }));
  await user.type(screen.getByLabelText('Version', { selector: 'input[type=text]' }), '57');
  await user.click(screen.getByRole('button', { name: 'Show' }));
  expect(await address()).toBe('/trades?tag=gap&asOf=v57');
});

test('it tells how this is not the days of the filter, and leads back to now', async () => {
  const { user } = await openDialog('/trades?asOf=v57');
  expect(screen.getByText(/trades of a period as they are now/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Now' }));
  expect(await address()).toBe('/trades');
});
