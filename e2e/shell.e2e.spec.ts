import type { Page } from '@playwright/test';
import { expect, isComplete, openDemo, signInAs, test } from './journey.js';

test('the keyboard alone finds pages and trades, and opens the form', async ({ page }) => {
  await signInAs(page, 'Demo Member One');
  await openDemo(page);
  await page.goto('/?assetType=stock');
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL('/trades?assetType=stock');

  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Search pages, actions, settings and symbols' });
  await expect(field).toBeFocused();
  await field.pressSequentially('aap');
  await expect(page.getByRole('option', { name: 'AAPL Long' }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/trades?assetType=stock&symbol=AAPL');

  await page.keyboard.press('n');
  await expect(page.getByRole('dialog', { name: 'Add trade' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('what is shown is the same on every page, goes back and forth, and survives a reload', async ({ page }) => {
  await signInAs(page, 'Demo Member One');
  await openDemo(page);
  await page.goto('/');
  const period = page.getByRole('combobox', { name: 'Period' });
  await period.selectOption('Last month');
  await page.getByRole('button', { name: 'Types, All types' }).click();
  await page.getByLabel('Future').check();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Trades', exact: true }).click();
  await expect(page).toHaveURL(/\/trades\?from=.*&to=.*&assetType=future$/);
  await page.reload();
  await expect(period).toHaveValue('Last month');
  await expect(page.getByRole('button', { name: 'Types, Future' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).first().click();
  await expect(page).toHaveURL('/trades');
  await page.goBack();
  await expect(period).toHaveValue('Last month');
});

test.describe('with the worker that keeps its files,', () => {
  test.use({ serviceWorkers: 'allow' });

  test('it opens without a connection, and keeps what was typed when the connection goes', async ({
    page,
    context,
  }) => {
    await signInAs(page, 'Demo Member One');
    await openDemo(page);
    await page.goto('/trades');
    await pagesAreKept(page);

    await page.keyboard.press('n');
    const form = page.getByRole('dialog', { name: 'Add trade' });
    await expect(form.getByLabel('Symbol')).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByRole('status').getByText('You are offline')).toBeVisible();
    await form.getByLabel('Symbol').fill('AAPL');
    await form.getByLabel('Quantity').fill('10');
    await form.getByLabel('Entry price').fill('187.23');
    await form.getByLabel('Entry time', { exact: true }).fill('2026-01-05T09:30');
    await form.getByRole('button', { name: 'Add trade', exact: true }).click();
    await expect(form.getByText('Can’t reach Singularity.')).toBeVisible();
    await context.setOffline(false);
    await form.getByRole('button', { name: 'Add trade', exact: true }).click();
    await expect(form).toHaveCount(0);

    await context.setOffline(true);
    await page.goto('/accounts');
    await expect(page.getByText('Can’t reach Singularity.')).toBeVisible();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Accounts' })).toBeVisible();
  });

  test('the browser has nothing to say about the files of a page, neither at the first visit nor later', async ({
    page,
  }) => {
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const preloads = page.locator('link[rel=modulepreload]');
    await page.goto('/login');
    expect(await preloads.count()).toBeGreaterThan(0);
    await pagesAreRuled(page);
    for (const path of ['/login', '/verify', '/login']) {
      await page.goto(path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expect(preloads).toHaveCount(0);
    }
    expect(said.filter((text) => text.includes('preload'))).toEqual([]);
  });
});

test('it can be installed', async ({ page, request }) => {
  await page.goto('/login');
  const address = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = (await (await request.get(address ?? '')).json()) as { icons: { src: string; type: string }[] };
  for (const { src, type } of manifest.icons) {
    const icon = await request.get(src);
    expect([icon.status(), icon.headers()['content-type']]).toEqual([200, type]);
  }
});

/** Once the worker rules the page and has kept its files: those of pages and sheets that were not opened yet, too. */
async function pagesAreKept(page: Page): Promise<void> {
  await pagesAreRuled(page);
  await page.reload();
  await isComplete(page);
  await expect.poll(() => missingFiles(page, ['app-accounts-page', 'app-add-trade-sheet'])).toEqual([]);
}

/** Once the worker answers what pages ask for. */
async function pagesAreRuled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** Which of these components no kept file has, and which files are not kept that they cannot do without. */
function missingFiles(page: Page, components: readonly string[]): Promise<string[]> {
  return page.evaluate(async (components) => {
    const files = await caches.open('files');
    const texts = new Map<string, string>();
    for (const file of await files.keys())
      texts.set(file.url.split('/').at(-1) ?? '', await (await files.match(file))!.text());
    const wanted = components.map((name) => [...texts].find(([, text]) => text.includes(name))?.[0] ?? name);
    // A set is walked to what is added on the way, too.
    const needed = new Set(wanted);
    for (const file of needed)
      for (const [, imported = ''] of (texts.get(file) ?? '').matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g))
        needed.add(imported);
    return [...needed].filter((file) => !texts.has(file));
  }, components);
}
