import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Page } from '@playwright/test';
import { digestStatement, keyIdOf, leafOf, merkleTree, positionOf } from '@singularity/domain';
import type { SessionAnswer } from '@singularity/contract';
import type { LedgerHeader, Sha256 } from '@singularity/domain';
import { expect, SCREENS, send, signInAnew, signInAs, test } from './journey.js';

const sha256: Sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(typeof part === 'string' ? Buffer.from(part) : Buffer.from(part.hex, 'hex'));
  return hash.digest('hex');
};

/** What a server would have signed for the head of this ledger, among others. */
function digestOf({ userId, head }: LedgerHeader) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const leaf = leafOf(sha256, '11'.repeat(32), { userId, ...head });
  const own = { position: positionOf(sha256, userId), leaf };
  const others = ['another', 'a third'].map((name) => ({ position: positionOf(sha256, name), leaf: sha256(name) }));
  const { root, paths } = merkleTree(sha256, [own, ...others]);
  const statement = { digest: 2, day: '2026-03-02', root } as const;
  const signature = sign(null, Buffer.from(digestStatement(statement)), privateKey).toString('hex');
  const keys = { keyId: keyIdOf(sha256, key), publicKey: key };
  return { ...statement, userId, ...head, salt: '11'.repeat(32), path: paths.get(own), ...keys, signature };
}

async function drop(page: Page, name: string, content: string): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
  await page.getByLabel(/Drop an exported ledger here/).setInputFiles(file);
}

test('a member proves their history without the server, and one changed character is found', async ({ page }) => {
  await signInAnew(page, 'Demo Member One');
  const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '187.23' };
  for (const notes of ['first', 'second', 'third'])
    await send(page, 'POST', '/api/user/trades', { ...trade, notes, entryAt: '2026-03-02T15:00:00Z' });

  await page.goto('/settings');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export ledger' }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  const ledger = Buffer.concat(chunks).toString('utf8');
  await page.getByRole('link', { name: 'Verify a file offline' }).click();
  await expect(page).toHaveURL('/verify');
  const asked: string[] = [];
  // The code of other pages may still be coming: it is asked for by name alone.
  page.on('request', (request) => {
    if (request.resourceType() !== 'script') asked.push(`${request.method()} ${request.url()}`);
  });

  await test.step('it is whole', async () => {
    await drop(page, 'ledger.ndjson', ledger);
    await expect(page.getByRole('heading', { name: 'Verified: no changes found' })).toBeVisible();
    await expect(page.getByText('All 4 entries match what was recorded.')).toBeVisible();
  });

  await test.step('one changed character breaks it at its entry', async () => {
    await drop(page, 'changed.ndjson', ledger.replace('"second"', '"Second"'));
    await expect(page.getByRole('heading', { name: 'Verification failed' })).toBeVisible();
    await expect(page.getByText('Entry 3 does not match what was recorded.')).toBeVisible();
  });

  const header = JSON.parse(ledger.split('\n')[0] ?? '') as LedgerHeader;
  const digest = digestOf(header);
  const lines = ledger.trimEnd().split('\n');
  const last = JSON.parse(lines[3] ?? '') as { version: number; hash: string };
  const shorter = { ...header, head: { version: last.version, hash: last.hash } };
  const cut = [JSON.stringify(shorter), ...lines.slice(1, 4), ''].join('\n');

  await test.step('a digest that was kept holds, and shows a tail that was cut off', async () => {
    await drop(page, 'digest.json', JSON.stringify(digest));
    await drop(page, 'ledger.ndjson', ledger);
    await expect(page.getByText('Nothing up to that day was rewritten or removed')).toBeVisible();
    await expect(page.getByText(digest.publicKey)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Verified: no changes found' })).toBeVisible();
    await drop(page, 'cut.ndjson', cut);
    await expect(page.getByText('Digest of 2026-03-02 (UTC), entry 4: the ledger ends before it')).toBeVisible();
    await page.getByRole('button', { name: 'Start over' }).click();
    await drop(page, 'forged.json', JSON.stringify({ ...digest, day: '2026-03-03' }));
    await drop(page, 'ledger.ndjson', ledger);
    await expect(page.getByText('the signature is not valid')).toBeVisible();
  });

  expect(asked, 'Nothing was sent anywhere').toEqual([]);

  await test.step('it works for whoever is not signed in, with nothing but the file', async () => {
    await page.context().clearCookies();
    await page.goto('/verify');
    await drop(page, 'cut.ndjson', cut);
    await expect(page.getByText('All 3 entries match what was recorded.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Receipt' }).fill(`${header.head.version}:${header.head.hash}`);
    await page.getByRole('button', { name: 'Check receipt' }).click();
    await expect(page.getByText('Receipt for entry 4: the ledger ends before it. Entries were removed.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Verification failed' })).toBeVisible();
  });
});

test('the browser keeps receipts of what was done in it, for its member alone', async ({ page }) => {
  await signInAnew(page, 'Demo Member One');
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'Light' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Verify a file offline' }).click();
  await expect(page.getByText('This browser has saved 1 receipt of yours')).toBeVisible();
  await page.getByRole('button', { name: 'Download receipts' }).click();
  expect((await download).suggestedFilename()).toBe('singularity-receipts.json');
  await page.context().clearCookies();
  await signInAnew(page, 'Demo Member Two');
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Verify a file offline' }).click();
  await expect(page.getByRole('heading', { name: 'Receipts and digests' })).toBeVisible();
  await expect(page.getByText(/This browser has saved/)).toBeHidden();
});

test('a history that was replaced raises an alarm, which signing out does not end', async ({ page }) => {
  await signInAnew(page, 'Demo Member One');
  await page.goto('/settings');
  const session = (await (await page.request.get('/api/auth/session')).json()) as SessionAnswer;
  // As before the database was put back to a backup: the browser was told of another entry.
  await page.evaluate(
    ([name, items]) => localStorage.setItem(name!, items!),
    [
      `receipts.${session.user.dbUserId}`,
      JSON.stringify([{ version: session.ledger.version + 1, hash: 'ab'.repeat(32), keptAt: '2026-03-02T15:00:00Z' }]),
    ],
  );
  await page.getByRole('radio', { name: 'Light' }).click();
  const alarm = page.getByRole('alert', { name: 'Your history' });
  await expect(alarm).toContainText('Part of your history was replaced.');

  await page.getByRole('button', { name: /Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.waitForURL('**/login');
  await signInAs(page, 'Demo Member Two');
  await expect(page.getByRole('button', { name: 'Signed in as demo.two' })).toBeVisible();
  await expect(alarm).toBeHidden();
  await page.getByRole('button', { name: /Signed in as/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.waitForURL('**/login');

  await signInAs(page, 'Demo Member One');
  await alarm.getByRole('link', { name: 'What to do' }).click();
  const region = page.getByRole('region', { name: 'Part of your history was replaced' });
  await expect(region.getByText('ab'.repeat(32))).toBeVisible();
  for (const size of Object.values(SCREENS)) {
    await page.setViewportSize(size);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
  await region.getByRole('button', { name: 'Done, dismiss this warning' }).click();
  await page.goto('/');
  await expect(page.getByRole('button', { name: /Signed in as/ })).toBeVisible();
  await expect(alarm).toBeHidden();
});
