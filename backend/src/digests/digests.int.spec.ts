import { createSecretKey, randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { DigestFile, DigestItem, LedgerKey, Page, Receipt } from '@singularity/contract';
import { examineDigest, keyIdOf, leafOf, LedgerCheck, parseDigestFile, rootOverSorted } from '@singularity/domain';
import { loadConfig } from '../config.js';
import { Tenants } from '../database/tenants.js';
import { Clock } from '../runtime/clock.js';
import { sha256 } from '../event-store/hash-chain.js';
import type { Browser, Reply } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { Notary } from './notary.js';
import { isSigned, publicKeyOf, signatureOf, signingKeyOf } from './signature.js';

const DIGESTS = '/api/user/ledger/digests';

let app: TestApp;
let a: Browser;
let b: Browser;

beforeEach(async () => {
  app = await startTestApp();
  [a, b] = [await app.signIn('one'), await app.signIn('two')];
});
afterEach(async () => {
  expect(await app.audit()).toEqual([]);
  await app.close();
});

/** Another process of the same app; with another key where a seed is given. */
function notary(seed = app.config.digestSeed, day?: string): Notary {
  const clock =
    day === undefined
      ? app.nest.get(Clock)
      : Object.assign(new Clock(), { now: () => `${day}T12:00:00.000Z` as never });
  return new Notary({ digestSeed: seed }, app.nest.get(DataSource), app.nest.get(Tenants), clock);
}

async function addTrade(member: Browser): Promise<Receipt> {
  const trade = { symbol: 'AAPL', assetType: 'stock', direction: 'LONG', quantity: '1', entryPrice: '1' };
  const reply = await member.send('POST', '/api/user/trades', { ...trade, entryAt: '2026-01-05T15:00:00Z' });
  return (reply.body as { ledger: Receipt }).ledger;
}

const list = async (member: Browser, query = '') => (await member.get(DIGESTS + query)).body as Page<DigestItem>;
const download = (member: Browser, day: string): Promise<Reply> => member.get(`${DIGESTS}/${day}`);
const fileOf = async (member: Browser, day: string) => (await download(member, day)).body as DigestFile;

/** What a digest says about the member's export. */
async function examined(member: Browser, file: DigestFile): Promise<string> {
  const check = new LedgerCheck(sha256, [file]);
  check.take((await member.get('/api/user/ledger/export')).text);
  const { header, receipts } = check.verdict();
  const found = receipts[0]?.finding ?? 'unreached';
  return examineDigest(sha256, file, { userId: header?.userId ?? null, signed: isSigned(file), found });
}

it('signs each ledger’s head once a day, for a file that holds against later exports', async () => {
  const receipt = await addTrade(a);
  expect(await notary().attest()).toBe(true);
  await addTrade(a);
  expect(await notary().attest()).toBe(false);
  const { items, nextCursor } = await list(a);
  expect([items, nextCursor]).toEqual([[expect.objectContaining(receipt)], null]);
  const { signedAt, ...signed } = items[0]!;
  const { day } = signed;
  expect(signedAt).toMatch(new RegExp(`^${day}T.*Z$`));
  const { headers, text } = await download(a, day);
  expect(headers['content-disposition']).toContain(`singularity-digest-${day}.json`);
  const file = parseDigestFile(text)!;
  expect(file).toMatchObject({ ...signed, ...receipt });
  expect(await examined(a, file)).toBe('contained');
  expect(await examined(b, file)).toBe('member');
});

it('still has what was signed in the first form, in which a leaf could stand anywhere', async () => {
  const { version, hash } = await addTrade(a);
  const [userId, day] = [await a.userId(), '2026-03-01'];
  const salt = randomBytes(32).toString('hex');
  const [leaf, beside] = [leafOf(sha256, salt, { userId, version, hash }), 'ab'.repeat(32)];
  const root = rootOverSorted(sha256, leaf, [beside]);
  const key = signingKeyOf(app.config.digestSeed);
  await notary().attest();
  await app.sql(
    `INSERT INTO digest (day, key_id, root, count, signature, created_at)
     VALUES ($1, $2, decode($3, 'hex'), 2, decode($4, 'hex'), now())`,
    [day, keyIdOf(sha256, publicKeyOf(key)), root, signatureOf(key, { digest: 1, day, root })],
  );
  await app.sql(
    `INSERT INTO digest_proof VALUES ($1, $2, decode($3, 'hex'), $4, decode($5, 'hex'), decode($6, 'hex'), $7)`,
    [userId, day, root, version, hash, salt, JSON.stringify([beside])],
  );
  const files = await Promise.all((await list(a)).items.map((item) => fileOf(a, item.day)));
  expect(files.map(({ digest }) => digest)).toEqual([2, 1]);
  for (const file of files) expect(await examined(a, file)).toBe('contained');
});

it('knows nothing of one member in the file of another', async () => {
  const receipt = await addTrade(a);
  await notary().attest();
  const [{ day }] = (await list(a)).items as [DigestItem];
  const [own, others] = [await fileOf(a, day), (await download(b, day)).text];
  expect(own.root).toBe((JSON.parse(others) as DigestFile).root);
  for (const secret of [own.userId, receipt.hash, own.salt]) expect(others).not.toContain(secret);
});

it('has one digest for a day however many processes begin it at once, and it holds for everybody', async () => {
  const made = await Promise.all([1, 2, 3].map(() => notary().attest()));
  expect(made.filter(Boolean)).toHaveLength(1);
  const [{ day }] = (await list(a)).items as [DigestItem];
  for (const member of [a, b]) expect(await examined(member, await fileOf(member, day))).toBe('contained');
  expect(await app.sql('SELECT count(*)::int AS proofs FROM digest_proof')).toEqual([{ proofs: 2 }]);
});

it('makes up for a round that broke off', async () => {
  await app.sql('ALTER TABLE digest ADD CONSTRAINT broken CHECK (count < 0)');
  await expect(notary().attest()).rejects.toThrow();
  expect((await list(a)).items).toEqual([]);
  await app.sql('ALTER TABLE digest DROP CONSTRAINT broken');
  expect(await notary().attest()).toBe(true);
  const { items } = await list(a);
  expect(items).toHaveLength(1);
  expect(await examined(a, await fileOf(a, items[0]!.day))).toBe('contained');
});

it('waits for the first ledger, and passes over somebody whose first sign-in broke off', async () => {
  await app.sql(`INSERT INTO identity VALUES ('100000000000000001', gen_random_uuid(), now())`);
  expect(await notary().attest()).toBe(true);
  expect(await app.sql('SELECT count FROM digest')).toEqual([{ count: 2 }]);
  await app.sql(`DELETE FROM identity WHERE discord_id = '100000000000000001'`);

  const empty = await startTestApp();
  expect(await empty.nest.get(Notary).attest()).toBe(false);
  await empty.close();
});

it('lists days newest first, page by page', async () => {
  for (const day of ['2026-03-01', '2026-03-03', '2026-03-02']) await notary(undefined, day).attest();
  const first = await list(a, '?limit=2');
  expect(first.items.map(({ day }) => day)).toEqual(['2026-03-03', '2026-03-02']);
  const second = await list(a, `?limit=2&cursor=${first.nextCursor}`);
  expect([second.items.map(({ day }) => day), second.nextCursor]).toEqual([['2026-03-01'], null]);
  expect(await a.get(`${DIGESTS}?cursor=x`)).toMatchObject({ status: 422, body: { errors: [{ field: 'cursor' }] } });
});

it.each(['2026-03-01', 'yesterday', '%00'])('has nothing for %s', async (day) => {
  expect((await download(a, day)).status).toBe(404);
});

it('tells anybody the keys, and after a new one old digests still hold with theirs', async () => {
  await notary(undefined, '2026-03-01').attest();
  const rotated = notary(createSecretKey(randomBytes(32)), '2026-03-02');
  await rotated.attest();
  const keysOf = async () => ((await app.browser().get('/api/ledger-keys')).body as { items: LedgerKey[] }).items;
  const keys = await keysOf();
  expect(keys.map(({ current }) => current)).toEqual([false, true]);
  expect((await rotated.keys()).map(({ current }) => current)).toEqual([true, false]);
  for (const [index, day] of ['2026-03-02', '2026-03-01'].entries()) {
    const file = await fileOf(a, day);
    expect(file).toMatchObject({ keyId: keys[index]?.keyId, publicKey: keys[index]?.publicKey });
    expect(await examined(a, file)).toBe('contained');
  }
});

it('takes its key from the environment where it is there', async () => {
  const other = await startTestApp({
    DIGEST_SIGNING_KEY: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  });
  const { body } = await other.browser().get('/api/ledger-keys');
  // The first test vector of RFC 8032.
  const publicKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
  expect(body).toMatchObject({ items: [{ publicKey, current: true }] });
  await other.close();
  expect(() => loadConfig({ DIGEST_SIGNING_KEY: 'abc' })).toThrow('DIGEST_SIGNING_KEY must be 64 hexadecimal digits.');
});
