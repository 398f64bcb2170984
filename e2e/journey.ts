import type { Page } from '@playwright/test';

export type DemoMember = 'Demo Member One' | 'Demo Member Two' | 'Demo Member Without Role' | 'Demo Outsider';

/** From the sign-in page through Discord and back, as that member. */
export async function signInAs(page: Page, member: DemoMember): Promise<void> {
  if (!page.url().includes('/login')) await page.goto('/login');
  await page.getByRole('link', { name: /Sign in with Discord|Check again/ }).click();
  await page.getByRole('button', { name: member }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/oauth2'));
}
