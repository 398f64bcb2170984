import type { Page } from '@playwright/test';
import type { AccountCommandAnswer, TradeCommandAnswer } from '@singularity/contract';
import { expect, isComplete, send, signInAnew, test } from './journey.js';

const IMAGE = '<img src=/ran onerror="ran=1">';
const SCRIPT = '<script>ran=1</script>';
const DRAWING = '<svg onload="ran=1"></svg>';
const STYLE = '</style><style>*{color:red}</style>';
const FRAME = '<iframe srcdoc="<script>ran=1</script>">';
const ADDRESS = 'javascript:ran=1';
const TEMPLATE = '{{ constructor.constructor("ran=1")() }}';
const ATTRIBUTE = '" autofocus onfocus="ran=1';
const TEXTS = [IMAGE, SCRIPT, DRAWING, STYLE, FRAME, ADDRESS, TEMPLATE, ATTRIBUTE];

const NOTES = [
  ...TEXTS,
  `[a link](${ADDRESS})`,
  `[another](JaVaScRiPt:ran=1 "title")`,
  `[a third](data:text/html;base64,PHNjcmlwdD5yYW49MTwvc2NyaXB0Pg==)`,
  `[by name][evil]`,
  `![a picture](${ADDRESS})`,
  `<${ADDRESS}>`,
  `**bold ${IMAGE}** \`${SCRIPT}\``,
  `# ${DRAWING}`,
  `| ${IMAGE} |\n| --- |\n| ${SCRIPT} |`,
  '```html\n' + SCRIPT + '\n```',
  `[evil]: ${ADDRESS}`,
].join('\n\n');

const CLOSED = {
  ...{ symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '10', entryPrice: '187.23' },
  ...{ entryAt: '2026-01-05T14:30:00Z', exitPrice: '191.10', exitAt: '2026-01-05T19:00:00Z' },
};
const OPEN = { ...CLOSED, symbol: 'MSFT', exitPrice: null, exitAt: null };

/** What of the page would not be there if texts were nothing but texts. */
function foreignParts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = 'ran' in window ? ['something ran'] : [];
    for (const { tagName, attributes } of document.querySelectorAll('*')) {
      if (tagName === 'IFRAME') found.push(tagName);
      for (const { name, value } of attributes) {
        const leadsAstray =
          ['href', 'src', 'action', 'formaction'].includes(name) && /^\s*(javascript|data:text)/i.test(value);
        if (name.startsWith('on') || name === 'srcdoc' || leadsAstray) found.push(`${tagName} ${name}=${value}`);
      }
    }
    return found;
  });
}

test('markup in a text that a member can write is that text, on every page', async ({ page }) => {
  // So many pages take their time.
  test.slow();
  const ran: string[] = [];
  page.on('dialog', (dialog) => {
    ran.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/ran') ran.push(`a request for ${request.resourceType()}`);
  });
  await rename(page, IMAGE);
  await signInAnew(page, 'Demo Member One');
  const { account, closed, open } = await write(page);

  const look = (path: string, ...texts: string[]) =>
    test.step(path, async () => {
      await page.goto(path);
      if (path.includes('(sheet:')) await expect(page.getByRole('dialog')).toBeVisible();
      await isComplete(page);
      for (const text of texts) await expect.soft(page.getByText(text).first(), `${path} shows ${text}`).toBeVisible();
      expect.soft(await foreignParts(page), path).toEqual([]);
      expect.soft(ran, path).toEqual([]);
    });
  const tag = encodeURIComponent(IMAGE);

  await look('/(sheet:explain/netPnl)', SCRIPT, IMAGE);
  await look(`/(sheet:explain/totalBalance)?tag=${tag}`, IMAGE);
  await expect(page.getByRole('button', { name: `Signed in as ${IMAGE}` })).toBeAttached();
  await look('/trades(sheet:add-trade)');
  await look(`/trades?tag=${tag}&tag=${encodeURIComponent(SCRIPT)}&accountId=${account}`);
  await look('/trades?status=deleted');
  await look(
    `/trades/${closed}(sheet:edit-trade/${closed})`,
    ...[...TEXTS, 'a link', 'another', 'a third', 'by name', 'a picture'],
  );
  await look(`/trades/${closed}?view=history`, IMAGE);
  await look(`/trades/${closed}?asOf=v6`, IMAGE);
  await look(`/trades/${open}(sheet:close-trade/${open})`, IMAGE);
  await look('/accounts(sheet:add-account)', SCRIPT, IMAGE);
  await look(`/accounts(sheet:edit-account/${account})`);
  await look(`/accounts(sheet:explain/${tag.replaceAll('%2F', 'x')})?asOf=v6`, SCRIPT);
  await look(`/history(sheet:account-history/${account})`, SCRIPT, IMAGE);
  await look('/compare?from=v2', IMAGE);
  await look(`/settings(sheet:update-balance/${account})`, IMAGE);
  await look('/verify');
  await look(`/settings?tag=${tag}&asOf=${tag}`);
  await test.step('what is typed into the search', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search pages, actions, settings and symbols' }).fill(IMAGE);
    await expect(page.getByRole('option', { name: `Trades tagged ${IMAGE}` })).toBeVisible();
    expect.soft(await foreignParts(page)).toEqual([]);
  });
  await page.context().clearCookies();
  await look(`/login?error=${tag}&error_description=${tag}&returnTo=${encodeURIComponent(ADDRESS)}`);
  await look(`/login?error=access_denied${tag}`);
  expect(ran).toEqual([]);
});

/** Tells the page of another name than the member's, which Discord alone could give. `route` would turn the cache off. */
async function rename(page: Page, username: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  session.on('Fetch.requestPaused', ({ requestId, responseStatusCode: responseCode = 200, responseHeaders = [] }) => {
    const answer = async () => {
      const { body, base64Encoded } = await session.send('Fetch.getResponseBody', { requestId });
      const told = JSON.parse(Buffer.from(body, base64Encoded ? 'base64' : 'utf8').toString()) as { user?: object };
      const renamed = JSON.stringify({ ...told, ...(told.user && { user: { ...told.user, username } }) });
      const isOfBody = ({ name }: { name: string }) => /^content-(length|encoding)$/i.test(name);
      const headers = responseHeaders.filter((header) => !isOfBody(header));
      const sent = { requestId, responseCode, responseHeaders: headers, body: Buffer.from(renamed).toString('base64') };
      await session.send('Fetch.fulfillRequest', sent);
    };
    // A page that is gone meanwhile needs none.
    answer().catch(() => undefined);
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*/api/auth/session', requestStage: 'Response' }] });
}

/** One of each thing that has a text, changed and deleted, so that history and comparison tell of it. */
async function write(page: Page): Promise<Record<'account' | 'closed' | 'open', string>> {
  const add = (body: object) => send(page, 'POST', '/api/user/trades', body) as Promise<TradeCommandAnswer>;
  const account = (await send(page, 'POST', '/api/user/accounts', {
    ...{ platform: IMAGE, name: `${SCRIPT} ${DRAWING}`, externalId: `${TEMPLATE} ${STYLE}` },
    ...{ startingBalance: '1000', currency: 'USD' },
  })) as AccountCommandAnswer;
  await send(page, 'PATCH', `/api/user/accounts/${account.id}`, {
    name: `${SCRIPT} ${ADDRESS}`,
    externalId: ATTRIBUTE,
  });
  await send(page, 'PUT', '/api/user/preferences', {
    platforms: [IMAGE, SCRIPT, TEMPLATE],
    tradeColumns: [{ name: IMAGE }, { name: 'symbol' }, { name: SCRIPT }],
  });
  const texts = { notes: NOTES, tags: TEXTS, accountId: account.id };
  const closed = await add({ ...CLOSED, ...texts });
  const open = await add({ ...OPEN, ...texts });
  const deleted = await add({ ...CLOSED, ...texts, symbol: 'TSLA' });
  await send(page, 'PATCH', `/api/user/trades/${closed.id}`, { notes: `${NOTES}\n\n${IMAGE}`, tags: TEXTS.slice(1) });
  await send(page, 'PATCH', `/api/user/trades/${closed.id}`, { notes: NOTES, tags: TEXTS });
  await send(page, 'DELETE', `/api/user/trades/${deleted.id}`);
  await expectRefused(page);
  return { account: account.id, closed: closed.id, open: open.id };
}

/** A symbol has no room for markup. */
async function expectRefused(page: Page): Promise<void> {
  for (const symbol of [IMAGE, DRAWING, TEMPLATE])
    await expect(send(page, 'POST', '/api/user/trades', { ...CLOSED, symbol })).rejects.toThrow();
}
