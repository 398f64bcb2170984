import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { XSRF } from '@singularity/contract';

export { expect } from '@playwright/test';

export type DemoMember = 'Demo Member One' | 'Demo Member Two' | 'Demo Member Without Role' | 'Demo Outsider';

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28"><circle cx="14" cy="14" r="14" fill="#6b70e8"/></svg>';

/** Playwright's `test`, in a world where members' pictures come from here: a journey needs no internet. */
export const test = base.extend({
  context: async ({ context }, use) => {
    await context.route('https://cdn.discordapp.com/**', (route) =>
      route.fulfill({ contentType: 'image/svg+xml', body: PICTURE }),
    );
    await use(context);
  },
});

/** From the sign-in page through Discord and back, as that member. */
export async function signInAs(page: Page, member: DemoMember): Promise<void> {
  if (!page.url().includes('/login')) await page.goto('/login');
  await page.getByRole('link', { name: /Sign in with Discord|Check again/ }).click();
  await page.getByRole('button', { name: member }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/oauth2'));
}

/** Turns this browser to the member's demo ledger, which has some 120 trades. */
export async function openDemo(page: Page): Promise<void> {
  const status = await page.evaluate(async ({ cookie, header }) => {
    const token = new RegExp(`${cookie}=([^;]+)`).exec(document.cookie)?.[1] ?? '';
    const answer = await fetch('/api/user/demo', { method: 'POST', headers: { [header]: decodeURIComponent(token) } });
    return answer.status;
  }, XSRF);
  expect(status).toBe(204);
}
