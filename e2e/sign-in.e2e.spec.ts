import { expect, isComplete, signInByHand, test } from './journey.js';

const REFUSAL = 'Access denied. Singularity tier required.';

test('a member with the role is let in, and out again', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/login/);
  await signInByHand(page, 'Demo Member One');
  await expect(page).toHaveURL('/');

  await page.getByRole('button', { name: 'Signed in as demo.one' }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto('/trades');
  await expect(page).toHaveURL(/\/login/);
});

test('sign-in leads back to the page that was asked for', async ({ page }) => {
  await page.goto('/trades');
  await expect(page).toHaveURL(/\/login/);
  await signInByHand(page, 'Demo Member Two');
  await expect(page).toHaveURL('/trades');
});

for (const [member, missing] of [
  ['Demo Member Without Role', 'is in the server but does not have the Singularity role'],
  ['Demo Outsider', 'is not in the server'],
] as const)
  test(`${member} is refused, told why, and can come as somebody else`, async ({ page }) => {
    await signInByHand(page, member);
    await expect(page.getByRole('alert')).toHaveText(REFUSAL);
    await expect(page.getByText(missing)).toBeVisible();
    await page.goto('/trades');
    await expect(page).toHaveURL(/\/login/);

    await signInByHand(page, member);
    await page.getByRole('link', { name: 'Use another Discord account' }).click();
    await page.getByRole('button', { name: 'Demo Member Two' }).click();
    await expect(page).toHaveURL('/');
  });

test.describe('with the worker that keeps its files,', () => {
  test.use({ serviceWorkers: 'allow' });

  test('a page loads with nothing on its console, and nothing stopped by the content security policy', async ({
    page,
  }) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await signInByHand(page, 'Demo Member One');
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await isComplete(page);
    expect(complaints).toEqual([]);
  });
});
