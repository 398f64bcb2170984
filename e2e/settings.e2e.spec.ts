import { expect, SCREENS, signInAs, test } from './journey.js';

for (const [size, viewport] of Object.entries(SCREENS))
  test.describe(size, () => {
    test.use({ viewport });
    test('settings are found by their section and by the palette, with the keyboard alone', async ({ page }) => {
      await signInAs(page, 'Demo Member One');
      await page.goto('/settings');
      const sections = page.getByRole('navigation', { name: 'Sections' });
      const data = sections.getByRole('link', { name: 'Data', exact: true });
      await data.focus();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL('/settings#own-data');
      await expect(page.getByRole('heading', { name: 'Your data' })).toBeInViewport();
      await expect(data).toHaveAttribute('aria-current', 'true');
      await expect(page.getByRole('region', { name: 'Data', exact: true })).toBeFocused();

      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: /^Search pages/ }).pressSequentially('commissions');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL('/settings#usual-fees');
      const fees = page.getByRole('heading', { name: 'Default fees' });
      await expect(fees).toBeInViewport();
      // Nothing that stays above lies over it.
      await fees.click({ trial: true });
      await expect(sections.getByRole('link', { name: 'Trading' })).toHaveAttribute('aria-current', 'true');

      await page.getByRole('heading', { name: 'Appearance' }).scrollIntoViewIfNeeded();
      await expect(sections.getByRole('link', { name: 'Display' })).toHaveAttribute('aria-current', 'true');
    });
  });
