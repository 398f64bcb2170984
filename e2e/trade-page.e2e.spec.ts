import { expect, openDemo, SCREENS, signInAs, test } from './journey.js';

for (const [name, viewport] of Object.entries(SCREENS))
  test.describe(`on a ${name}`, () => {
    test.use({ viewport });

    test('a list is reviewed trade by trade: its P&L from fill to fill, and notes written beside it', async ({
      page,
    }) => {
      await signInAs(page, 'Demo Member Two');
      await openDemo(page);
      await page.goto('/trades?status=closed&sort=symbol&order=asc');
      const grid = page.getByRole('grid', { name: 'Trades' });
      const second = await grid.getByRole('link').nth(1).getAttribute('href');
      // Anywhere in the row, beside its link.
      await grid
        .locator('[data-index="0"] [role=gridcell]')
        .nth(2)
        .click({ position: { x: 6, y: 4 } });
      const running = page.getByRole('region', { name: 'Running P&L' });
      await expect(running.getByRole('img', { name: /^P&L at each fill/ })).toBeVisible();
      const net = await page.getByRole('region', { name: 'Net P&L' }).locator('.net').innerText();
      await expect(running.getByRole('row').last().getByRole('cell').last()).toContainText(net);

      await page.getByRole('button', { name: 'Next trade' }).click();
      await expect(page).toHaveURL(second ?? '');
      await page.keyboard.press('[');
      await expect(page.getByRole('button', { name: 'Previous trade' })).toBeDisabled();
      await page.keyboard.press(']');
      await expect(page).toHaveURL(second ?? '');

      await page.getByRole('button', { name: /(Edit|Add)\s+notes/ }).click();
      await page.getByRole('textbox', { name: 'Notes' }).fill('Took it **too early**.');
      await page.keyboard.press('Control+Enter');
      await expect(page.locator('strong', { hasText: 'too early' })).toBeVisible();

      await page.goBack();
      await expect(grid).toBeVisible();
    });
  });
