import { GENESIS_HASH, hashOf, keyIdOf, leafOf, payloadDigestOf } from '@singularity/domain';
import type { ChainedEvent, DigestFile, Receipt } from '@singularity/domain';
import { screen, within } from '@testing-library/angular';
import { Commands } from '../http/commands';
import { TestBed } from '@angular/core/testing';
import { MEMBER, openPage, settled } from '../testing/render-page';
import { receipted } from '../testing/samples';
import { sha256 } from './browser-sha256';
import { VerifyPage } from './verify-page';

const USER = MEMBER.dbUserId;
const SALT = '00'.repeat(16);

function aLedger(length: number): readonly ChainedEvent[] {
  const events: ChainedEvent[] = [];
  for (let version = 1; version <= length; version++) {
    const envelope = {
      ...{ userId: USER, version, streamType: 'trade', streamId: 't1', streamVersion: version },
      ...{ type: 'TradeEdited', schemaVersion: 1, commandId: 'c', origin: 'form', batchId: null, undoes: null },
      recordedAt: '2026-01-05T15:00:00.000Z',
    };
    const payload = { notes: `Notes ${version} – 🚀` };
    const payloadDigest = payloadDigestOf(sha256, SALT, payload);
    const hash = hashOf(sha256, events.at(-1)?.hash ?? GENESIS_HASH, envelope, payloadDigest);
    events.push({ ...envelope, payload, salt: SALT, payloadDigest, hash });
  }
  return events;
}

const events = aLedger(5);
const receiptOf = (version: number): Receipt => ({ version, hash: events[version - 1]!.hash });
const written = ({ version, hash }: Receipt) => `${version}:${hash}`;

function textOf(lines: readonly ChainedEvent[], head: Receipt = receiptOf(lines.length)): string {
  const header = { ledger: 1, userId: USER, head, genesis: GENESIS_HASH };
  return [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

const fileOf = (content: string | object, name = 'ledger.ndjson') =>
  new File([typeof content === 'string' ? content : JSON.stringify(content)], name);

async function open() {
  localStorage.clear();
  const page = await openPage('/verify', [{ path: 'verify', component: VerifyPage }]);
  const choose = async (...files: File[]) => {
    await page.user.upload(screen.getByLabelText(/Drop an exported ledger here/), files);
    for (let turn = 0; turn < 20; turn++) await settled();
  };
  const typeReceipt = async (text: string) => {
    await page.user.type(screen.getByLabelText('Receipt'), text);
    await page.user.click(screen.getByRole('button', { name: 'Check receipt' }));
    for (let turn = 0; turn < 20; turn++) await settled();
  };
  return { ...page, choose, typeReceipt };
}

const VERDICT = /Verified|No changes found|Verification failed/;
const verdict = () => screen.getByRole('heading', { name: VERDICT }).textContent.trim();
const kept = () => within(screen.getByRole('list', { name: 'Checked receipts and digests' })).getAllByRole('listitem');

test('an honest file is whole, and it is said what that does not show', async () => {
  const { choose } = await open();
  await choose(fileOf(textOf(events)));
  expect(verdict()).toBe('Verified: no changes found');
  expect(screen.getByText('All 5 entries match what was recorded.')).toBeTruthy();
  expect(screen.getByText(/whether entries were cut off at the end/)).toBeTruthy();
  expect(screen.getByText(receiptOf(5).hash)).toBeTruthy();
});

test('a changed one names the first broken entry', async () => {
  const { choose } = await open();
  await choose(fileOf(textOf(events).replace('Notes 3', 'Notes 8')));
  expect(verdict()).toBe('Verification failed');
  expect(screen.getByText('Entry 3 does not match what was recorded.')).toBeTruthy();
});

test('what is no ledger at all is told so', async () => {
  const { choose } = await open();
  await choose(fileOf('Dear diary', 'notes.txt'));
  expect(screen.getByText('Not a ledger export: the first line is missing or changed.')).toBeTruthy();
});

test('a receipt shows what the chain does not: a tail that was cut off', async () => {
  const { choose, typeReceipt } = await open();
  await choose(fileOf(textOf(events.slice(0, 3))));
  expect(verdict()).toBe('Verified: no changes found');
  await typeReceipt(written(receiptOf(3)));
  expect(verdict()).toBe('Verified: no changes found');
  await typeReceipt(written(receiptOf(5)));
  expect(verdict()).toBe('Verification failed');
  expect(kept().map((line) => line.textContent)).toEqual([expect.stringContaining('Entries were removed')]);
});

test('what is no receipt is told at its field', async () => {
  const { typeReceipt } = await open();
  await typeReceipt('5:abc');
  expect(screen.getByText(/64 hex digits/)).toBeTruthy();
});

test('what this browser kept of the member is checked without asking, and of nobody else', async () => {
  const { choose, server } = await open();
  const send = TestBed.inject(Commands).send('POST', '/api/user/trades', {});
  await server.answer('POST', '/api/user/trades', { ...receipted({}), ledger: receiptOf(5) });
  await send;
  localStorage.setItem('receipts.another', JSON.stringify([{ version: 1, hash: 'ff'.repeat(32) }]));
  await choose(fileOf(textOf(events)));
  expect(kept().map((line) => line.textContent)).toEqual([expect.stringContaining('Receipt for entry 5')]);
  expect(verdict()).toBe('Verified: no changes found');
  await choose(fileOf(textOf(events.slice(0, 4))));
  expect(verdict()).toBe('Verification failed');
});

test('two receipts for one entry are shown with what they mean and what to do, until that is done', async () => {
  const { choose, server, user } = await open();
  expect(screen.queryByRole('region', { name: 'Part of your history was replaced' })).toBeNull();
  for (const ledger of [receiptOf(5), { version: 5, hash: 'ff'.repeat(32) }]) {
    const send = TestBed.inject(Commands).send('POST', '/api/user/trades', {});
    await server.answer('POST', '/api/user/trades', { ...receipted({}), ledger });
    await send;
  }
  await settled();
  const alarm = within(screen.getByRole('region', { name: 'Part of your history was replaced' }));
  expect(alarm.getByText(/two different receipts for entry 5/)).toBeTruthy();
  expect(alarm.getByText('ff'.repeat(32))).toBeTruthy();
  expect(alarm.getByRole('link', { name: /Export ledger/ }).getAttribute('href')).toBe('/api/user/ledger/export');
  await choose(fileOf(textOf(events)));
  expect(kept().map((line) => line.textContent)).toEqual([expect.stringContaining('It was rewritten')]);
  await user.click(alarm.getByRole('button', { name: 'Done, dismiss this warning' }));
  expect(alarm.getByText('Warning dismissed. The receipts stay here.')).toBeTruthy();
});

test('receipts of another member are not held against this ledger, but told', async () => {
  const { choose } = await open();
  const others = { receipts: 1, userId: 'another', items: [{ version: 1, hash: 'ff'.repeat(32) }] };
  await choose(fileOf(others, 'receipts.json'));
  expect(screen.getByText(/1 receipt ready\. Add the ledger to check\./)).toBeTruthy();
  await choose(fileOf(textOf(events)));
  expect(screen.getByText(/receipts belong to another member/)).toBeTruthy();
  expect(screen.getByText('All 5 entries match what was recorded.')).toBeTruthy();
});

describe('a digest, on a page without TLS, which has no signatures', () => {
  beforeEach(() => vi.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as never));
  afterEach(() => vi.restoreAllMocks());
  const publicKey = 'ab'.repeat(32);
  const leaf = { userId: USER, ...receiptOf(4), salt: '11'.repeat(32) };
  const root = leafOf(sha256, leaf.salt, leaf);
  const digest: DigestFile = {
    ...{ digest: 2, day: '2026-03-02', ...leaf, path: [], root },
    ...{ keyId: keyIdOf(sha256, publicKey), publicKey, signature: 'cd'.repeat(64) },
  };

  test('tells that the ledger was cut short, and names its key', async () => {
    const { choose } = await open();
    await choose(fileOf(digest, 'digest.json'), fileOf(textOf(events.slice(0, 3))));
    expect(verdict()).toBe('Verification failed');
    expect(kept()[0]?.textContent).toContain('Digest of 2026-03-02 (UTC), entry 4: the ledger ends before it');
    expect(kept()[0]?.textContent).toContain(publicKey);
  });

  test('proves nothing where its signature could not be checked', async () => {
    const { choose } = await open();
    await choose(fileOf(digest, 'digest.json'), fileOf(textOf(events)));
    expect(verdict()).toBe('No changes found, but not everything could be checked');
    expect(kept()[0]?.textContent).toContain('this browser cannot check the signature');
  });
});

test('starting over forgets all that was given', async () => {
  const { choose, typeReceipt, user } = await open();
  await choose(fileOf(textOf(events)));
  await typeReceipt(written(receiptOf(5)));
  await user.click(screen.getByRole('button', { name: 'Start over' }));
  await settled();
  expect(screen.queryByRole('heading', { name: VERDICT })).toBeNull();
  await choose(fileOf(textOf(events.slice(0, 2))));
  expect(verdict()).toBe('Verified: no changes found');
});
