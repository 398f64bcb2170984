import { expect, test as base } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { XSRF } from '@singularity/contract';

export { expect } from '@playwright/test';

export type DemoMember = 'Demo Member One' | 'Demo Member Two' | 'Demo Member Without Role' | 'Demo Outsider';

/** What pages are looked at on; wider and narrower than where their layout changes. */
export const SCREENS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

declare global {
  interface Window {
    policyViolated(what: string): void;
  }
}

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28"><circle cx="14" cy="14" r="14" fill="#6b70e8"/></svg>';

/**
 * Playwright's `test`, in a world where members' pictures come from here, as a journey needs no internet, and where a
 * journey fails that does anything which the pages' own Content Security Policy forbids.
 */
export const test = base.extend<{ policy: undefined }, { pictures: undefined }>({
  pictures: [
    async ({ browser }, use) => {
      await givePictures(browser);
      await use(undefined);
    },
    { auto: true, scope: 'worker' },
  ],
  policy: [
    async ({ browser, context }, use) => {
      const violations: string[] = [];
      const watch = (one: BrowserContext) => watchPolicy(one, violations);
      await watch(context);
      browser.on('context', watch);
      await use(undefined);
      browser.off('context', watch);
      expect(violations).toEqual([]);
    },
    { auto: true },
  ],
});

/** Without `route`, for which Playwright asks about every request of a page, and turns its cache off. */
async function givePictures(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  session.on('Fetch.requestPaused', ({ requestId }) => {
    const responseHeaders = [{ name: 'Content-Type', value: 'image/svg+xml' }];
    const body = Buffer.from(PICTURE).toString('base64');
    // A page that is gone meanwhile needs none.
    session
      .send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body })
      .catch(() => undefined);
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: 'https://cdn.discordapp.com/*' }] });
}

/** Pages tell of what was blocked by an event, workers and what is no page by the console alone. */
async function watchPolicy(context: BrowserContext, violations: string[]): Promise<void> {
  context.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) violations.push(message.text());
  });
  await context.exposeFunction('policyViolated', (what: string) => violations.push(what));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      window.policyViolated(`${effectiveDirective} blocked ${blockedURI} ${sample}`);
    });
  });
}

/** Signed in as that member: from the sign-in page, where it is open, as a member does it. */
export async function signInAs(page: Page, member: DemoMember): Promise<void> {
  if (page.url().includes('/login')) return signInByHand(page, member);
  // The same way, without the pages on it, which few journeys are about.
  const consent = await page.request.get('/api/auth/discord');
  const [, id = ''] = new RegExp(`value="(\\d+)">${member}<`).exec(await consent.text()) ?? [];
  const form = { ...Object.fromEntries(new URL(consent.url()).searchParams), member: id };
  await page.request.post(new URL('/oauth2/authorize', consent.url()).href, { form });
}

/** From the sign-in page through Discord and back, as that member. */
export async function signInByHand(page: Page, member: DemoMember): Promise<void> {
  if (!page.url().includes('/login')) await page.goto('/login');
  await page.getByRole('link', { name: /Sign in with Discord|Check again/ }).click();
  await page.getByRole('button', { name: member }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/oauth2'));
}

/** Once a page has its heading, and nothing on it says that more is coming: no words, no busy list, no empty chart. */
export async function isComplete(page: Page): Promise<void> {
  await expect(page.getByRole('heading').first()).toBeVisible();
  const coming = page.locator(
    '[aria-busy=true], app-dashboard-card > div:empty, app-trade-price .stage:empty, app-day-sheet .curve > div:empty',
  );
  await expect(page.getByText('Loading…').or(coming)).toHaveCount(0);
}

/** A write as our own pages send it, in the session of this browser; no page needs to be open. Gives what came back. */
export async function send(page: Page, method: string, path: string, body?: object): Promise<unknown> {
  const token = (await page.context().cookies()).find(({ name }) => name === XSRF.cookie)?.value ?? '';
  const headers = { [XSRF.header]: decodeURIComponent(token) };
  const response = await page.request.fetch(path, { method, headers, ...(body && { data: body }) });
  const text = await response.text();
  expect(response.ok(), `${method} ${path}: ${text}`).toBe(true);
  return text ? (JSON.parse(text) as unknown) : null;
}

/** Turns this browser to the member's demo ledger, which has some 140 trades. */
export async function openDemo(page: Page): Promise<void> {
  await send(page, 'POST', '/api/user/demo');
}

/** The last day on which something was realized. */
export async function lastTradingDay(page: Page): Promise<string> {
  const answer = (await (await page.request.get('/api/user/stats/days?points=all')).json()) as {
    currencies: { days: { day: string }[] }[];
  };
  return answer.currencies[0]?.days.at(-1)?.day ?? '';
}

/** Signs a member in whose ledger is empty, whatever other journeys wrote into it. */
export async function signInAnew(page: Page, member: DemoMember): Promise<void> {
  await page.goto('about:blank');
  await signInAs(page, member);
  const { user } = (await (await page.request.get('/api/auth/session')).json()) as { user: { username: string } };
  await send(page, 'DELETE', '/api/user', { confirm: user.username });
  await page.context().clearCookies();
  await signInAs(page, member);
}
