import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Notary } from './digests/notary.js';
import { startTestApp } from '../testing/test-app.js';
import type { TestApp } from '../testing/test-app.js';
import type { Receipt } from '@singularity/contract';

const PROGRAM = join(import.meta.dirname, '../dist/verify-ledger-cli.js');

let app: TestApp;
let folder: string;
let text: string;
let receipts: Receipt[];
let digest: { publicKey: string; keyId: string; signature: string };

beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), 'singularity-verify-'));
  const member = await app.signIn('one');
  const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' };
  receipts = [];
  for (const notes of ['first', 'second\u2028line'])
    receipts.push(
      (
        (await member.send('POST', '/api/user/trades', { ...trade, notes, entryAt: '2026-01-05T15:00:00Z' })).body as {
          ledger: Receipt;
        }
      ).ledger,
    );
  await app.nest.get(Notary).attest();
  const { items } = (await member.get('/api/user/ledger/digests')).body as { items: { day: string }[] };
  digest = (await member.get(`/api/user/ledger/digests/${items[0]?.day}`)).body as typeof digest;
  text = (await member.get('/api/user/ledger/export')).text;
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await app.close();
});

/** Runs as a person would: a process of its own, with nothing in its environment. */
async function run(...args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, [PROGRAM, ...args], { env: {} }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    ),
  );
}

async function fileOf(content: string | object, name = 'file'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const written = ({ version, hash }: Receipt) => `${version}:${hash}`;

it('says that an export is whole, and what that does not show', async () => {
  const { code, said } = await run(await fileOf(text));
  expect(said).toContain('✓ All 3 entries match what was recorded.');
  expect(said).toContain(`Version 3, hash ${receipts[1]?.hash}`);
  expect(said).toContain('Only a receipt or digest that you saved');
  expect(code).toBe(0);
});

it('names the first entry that was changed', async () => {
  const { code, said } = await run(await fileOf(text.replace('"first"', '"First"')));
  expect(said).toContain('✗ Entry 2 does not match what was recorded.');
  expect(said).toContain('Intact up to version 1');
  expect(code).toBe(1);
});

it('finds receipts, one by one or in a file, and tells of those that it does not find', async () => {
  const [first, last] = receipts as [Receipt, Receipt];
  const whole = await fileOf(text);
  const { userId } = JSON.parse(text.split('\n')[0] ?? '') as { userId: string };
  const kept = await fileOf({ receipts: 1, userId, items: [first] }, 'receipts.json');
  const found = await run(whole, '--receipt', kept, '--receipt', written(last));
  expect(found.said).toMatch(/✓ Receipt for entry 2: .*\n✓ Receipt for entry 3: /);
  expect(found.code).toBe(0);
  const others = await fileOf({ receipts: 1, userId: 'somebody', items: [] }, 'others.json');
  expect(await run(whole, '--receipt', others)).toMatchObject({
    code: 1,
    said: expect.stringContaining('✗ Some receipts belong to another member, somebody.') as string,
  });
  const other = await run(whole, '--receipt', written({ ...first, hash: last.hash }));
  expect(other.said).toContain('✗ Receipt for entry 2: the ledger has a different entry here');
  expect(other.code).toBe(1);
});

it('holds a digest against the export, and the key against the one that was noted', async () => {
  const whole = await fileOf(text);
  const path = await fileOf(digest, 'digest.json');
  const good = await run(whole, '--digest', path, '--key', digest.keyId);
  expect(good.said).toMatch(
    /✓ Digest of \d{4}-\d\d-\d\d \(UTC\), entry 3: matches\. Nothing up to that day was rewritten or removed\./,
  );
  expect(good.said).toContain(digest.publicKey);
  expect(good.code).toBe(0);
  const otherKey = await run(whole, '--digest', path, '--key', '00'.repeat(32));
  expect([otherKey.code, otherKey.said]).toEqual([1, expect.stringContaining('✗ Not signed with the key you gave')]);
  const forged = await fileOf({ ...digest, signature: '00'.repeat(64) }, 'forged.json');
  expect(await run(whole, '--digest', forged)).toMatchObject({
    code: 1,
    said: expect.stringContaining('the signature is not valid') as string,
  });
});

it.each([
  ['no file', [], 'npm run verify-ledger'],
  ['an option that there is not', ['--receipts', 'x'], 'npm run verify-ledger'],
  ['a file that there is not', ['nowhere.ndjson'], 'nowhere.ndjson'],
  ['what is no receipt', ['x', '--receipt', '12:abc'], '12:abc is not a receipt'],
])('says how it is used where it is given %s', async (_what, args, words) => {
  expect(await run(...args)).toMatchObject({ code: 2, said: expect.stringContaining(words) as string });
});
