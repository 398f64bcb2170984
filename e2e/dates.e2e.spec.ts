import { expect, isComplete, openDemo, send, signInAs, test } from './journey.js';

test('dates, clock and week are as the browser has them until they are chosen, on every page', async ({ page }) => {
  await signInAs(page, 'Demo Member Two');
  await openDemo(page);
  // Where this journey is walked again, too.
  await send(page, 'PUT', '/api/user/preferences', {});
  await page.goto('/history');
  await isComplete(page);
  await expect(page.getByText(/^\d{1,2}:\d\d [AP]M$/).first()).toBeVisible();

  await page.goto('/settings');
  await expect(page.getByText(/It is [A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d [AP]M/)).toBeVisible();
  const choose = async (question: string, answer: string) => {
    // A page that is left takes what it still had to send with it.
    const saved = page.waitForResponse((response) => response.request().method() === 'PUT');
    await page.getByRole('radiogroup', { name: question }).getByRole('radio', { name: answer }).check();
    await saved;
  };
  await choose('Dates', 'ISO');
  await choose('Clock', '24-hour');
  await choose('Week starts on', 'Monday');
  await choose('Calendar', 'Five days');
  await expect(page.getByText(/It is \d{4}-\d\d-\d\d \d\d:\d\d/)).toBeVisible();

  await page.goto('/history');
  await isComplete(page);
  await expect(page.getByText(/^\d\d:\d\d$/).first()).toBeVisible();
  await page.goto('/');
  const calendar = page.getByRole('table', { name: /Net P&L by day/ });
  await expect(calendar.getByRole('columnheader').first()).toHaveText('Mon');
  // Other journeys read dates, too.
  await send(page, 'PUT', '/api/user/preferences', {});
});
