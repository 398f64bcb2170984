import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, send, signInAs, test } from './journey.js';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A member's own server, which refuses what comes first. */
async function startReceiver() {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks: Buffer[]) => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(received.length === 1 ? 500 : 204).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { received, url: `http://127.0.0.1:${port}/hooks`, close: () => server.close() };
}

test('a webhook tells of a closed trade, and sends it again when asked', async ({ page }) => {
  const receiver = await startReceiver();
  await signInAs(page, 'Demo Member One');
  await page.goto('/settings#webhooks');
  await page.getByRole('button', { name: 'New webhook…' }).click();
  const form = page.getByRole('form', { name: 'New webhook' });
  await form.getByLabel('Address').fill(receiver.url);
  await form.getByRole('button', { name: 'Create webhook' }).click();
  const made = page.getByRole('region', { name: 'New webhook' });
  const secret = await made.locator('code').innerText();
  await made.getByRole('button', { name: 'Done' }).click();

  await send(page, 'POST', '/api/user/trades', {
    ...{ symbol: 'HOOK', assetType: 'stock', direction: 'LONG', quantity: '2', entryPrice: '10' },
    ...{ entryAt: '2026-01-05T15:00:00Z', exitPrice: '12.5', exitAt: '2026-01-05T16:00:00Z' },
  });
  await page.getByRole('list', { name: 'Webhooks' }).getByRole('link', { name: receiver.url }).click();
  const deliveries = page.getByRole('list', { name: 'Deliveries' });
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(deliveries.getByText('Tried once. It answered 500.')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await deliveries.getByRole('button', { name: /^Send again: Trade closed/ }).click();
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(deliveries.getByText('Arrived, answered 204')).toBeVisible({ timeout: 1_000 });
  }).toPass();

  const [first, second] = receiver.received as [Received, Received];
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = second.headers;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = createHmac('sha256', key).update(`${String(id)}.${String(at)}.${second.body}`);
  expect(signature).toBe(`v1,${signed.digest('base64')}`);

  await page.getByRole('button', { name: 'Remove webhook' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page).toHaveURL('/settings#webhooks');
  await expect(page.getByRole('button', { name: 'New webhook…' })).toBeVisible();
  receiver.close();
});
