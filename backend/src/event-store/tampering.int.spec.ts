import fc from 'fast-check';
import type { LedgerVerification, Receipt } from '@singularity/contract';
import { examineDigest, GENESIS_HASH, LedgerCheck } from '@singularity/domain';
import type { DigestFile, LedgerHeader, Verdict } from '@singularity/domain';
import { Notary } from '../digests/notary.js';
import { isSigned } from '../digests/signature.js';
import type { Browser } from '../../testing/browser.js';
import { startTestApp } from '../../testing/test-app.js';
import type { TestApp } from '../../testing/test-app.js';
import { seal, sha256 } from './hash-chain.js';
import type { RecordedEvent } from './recorded-event.js';

/** Whoever changes what was recorded, be it with all the rights there are, is found out at the entry they changed. */

let app: TestApp;
let a: Browser;
let b: Browser;
let header: LedgerHeader;
let events: readonly RecordedEvent[];
let others: readonly RecordedEvent[];

beforeAll(async () => {
  app = await startTestApp();
  [a, b] = [await app.signIn('one'), await app.signIn('two')];
  for (const member of [a, b]) await work(member);
  // Two that were redacted as a redaction should be: the chain holds all the same.
  await app.sql('UPDATE event SET payload = NULL, salt = NULL WHERE version IN (5, 9)');
  [header, ...events] = await exported(a);
  others = (await exported(b)).slice(1) as RecordedEvent[];
});
afterAll(() => app.close());

/** Some twenty events about two accounts and four trades. */
async function work(member: Browser): Promise<void> {
  const send = async (method: string, path: string, body?: object) =>
    (await member.send(method, `/api/user/${path}`, body)).body as { id: string };
  const account = { platform: 'Tradier', startingBalance: '1000', currency: 'USD' };
  for (const name of ['Main', 'Other']) await send('POST', 'accounts', { ...account, name });
  for (const symbol of ['AAPL', 'MSFT', 'NVDA', 'SPY']) {
    const trade = { symbol, assetType: 'stock', direction: 'LONG', quantity: '2', entryPrice: '100' };
    const { id } = await send('POST', 'trades', { ...trade, entryAt: '2026-01-05T15:00:00Z', notes: 'Breakout – 🚀' });
    await send('PATCH', `trades/${id}`, { notes: `Edited ${symbol}` });
    await send('POST', `trades/${id}/close`, { exitPrice: '101.5', exitAt: '2026-01-05T16:00:00Z' });
    await send('DELETE', `trades/${id}`);
    await send('POST', `trades/${id}/restore`);
  }
}

async function exported(member: Browser): Promise<[LedgerHeader, ...RecordedEvent[]]> {
  const { text } = await member.get('/api/user/ledger/export');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown) as never;
}

function check(lines: readonly object[], head: LedgerHeader = header, receipts: readonly Receipt[] = []): Verdict {
  const ledger = new LedgerCheck(sha256, receipts);
  for (const line of [head, ...lines]) ledger.take(`${JSON.stringify(line)}\n`);
  return ledger.verdict();
}

/** A way to tamper: where the first fault must be found, in the file that it makes of an honest one. */
type Tampering = (index: number, chance: number) => { readonly brokenAt: number; readonly lines: readonly object[] };

const changed = (index: number, change: object) => ({
  brokenAt: index + 1,
  lines: events.map((event, other) => (other === index ? { ...event, ...change } : event)),
});
const without = (from: number, count: number) => ({ brokenAt: from + 1, lines: events.toSpliced(from, count) });
const at = (index: number) => events[index]!;
/** Another text of the same length and kind. */
const otherHex = (hex: string, index: number) =>
  hex.slice(0, index % hex.length) +
  (hex[index % hex.length] === '0' ? '1' : '0') +
  hex.slice((index % hex.length) + 1);
const later = (text: string, by: number) => new Date(Date.parse(text) + by).toISOString();

const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  payload: (index, chance) =>
    changed(index, { payload: { ...(at(index).payload as object), notes: `Forged ${chance}` } }),
  'payload alone redacted': (index) =>
    at(index).salt === null ? changed(index, { payload: {} }) : changed(index, { payload: null }),
  salt: (index, chance) => changed(index, { salt: otherHex(at(index).salt ?? '00', chance) }),
  'payload digest': (index, chance) => changed(index, { payloadDigest: otherHex(at(index).payloadDigest, chance) }),
  hash: (index, chance) => changed(index, { hash: otherHex(at(index).hash, chance) }),
  time: (index, chance) => changed(index, { recordedAt: later(at(index).recordedAt, chance % 2 ? chance : -chance) }),
  origin: (index) => changed(index, { origin: at(index).origin === 'import' ? 'form' : 'import' }),
  undoes: (index, chance) => changed(index, { undoes: at(index).undoes === null ? chance : null }),
  type: (index) => changed(index, { type: 'TradeForged' }),
  'stream version': (index, chance) => changed(index, { streamVersion: at(index).streamVersion + chance }),
  'another stream': (index, chance) => changed(index, { streamId: at((index + chance) % events.length).commandId }),
  version: (index, chance) => changed(index, { version: at(index).version + chance }),
  removal: (index, chance) => without(Math.min(index, events.length - 2), 1 + (chance % 3)),
  'two that were swapped': (index) => {
    const first = Math.min(index, events.length - 2);
    return { brokenAt: first + 1, lines: events.toSpliced(first, 2, at(first + 1), at(first)) };
  },
  'one that stands twice': (index) => ({ brokenAt: index + 2, lines: events.toSpliced(index, 0, at(index)) }),
  'one of another member': (index) => ({ brokenAt: index + 1, lines: events.toSpliced(index, 1, others[index]!) }),
  'one of another member under this name': (index) =>
    changed(index, { ...others[index], userId: header.userId, streamId: at(index).streamId }),
  'a payload hashed anew, but not what follows': (index) => {
    const { type } = at(index);
    const previous = index === 0 ? GENESIS_HASH : at(index - 1).hash;
    const forged = seal(previous, at(index), { type, data: { forged: true } } as never);
    const last = index === events.length - 1;
    return { ...changed(index, forged), brokenAt: last ? index + 1 : index + 2 };
  },
};

it('finds nothing wrong with what nobody touched, two of it redacted', () => {
  expect(events.length).toBeGreaterThan(20);
  expect(check(events)).toMatchObject({ broken: null, redacted: 2 });
});

it('finds each of a thousand changes in the file, at the entry where it is', () => {
  const tampering = fc.constantFrom(...Object.keys(TAMPERINGS));
  let found = 0;
  fc.assert(
    fc.property(tampering, fc.nat(events.length - 1), fc.integer({ min: 1, max: 1_000 }), (name, index, chance) => {
      const { brokenAt, lines } = TAMPERINGS[name]!(index, chance);
      expect({ name, at: check(lines).broken?.version }).toEqual({ name, at: brokenAt });
      found++;
    }),
    { numRuns: 1_000 },
  );
  expect(found).toBe(1_000);
});

describe('a tail that was removed from the file and from its first line', () => {
  const cut = (from: number) => {
    const { version, hash } = at(from - 1);
    return [events.slice(0, from), { ...header, head: { version, hash } }] as const;
  };

  it('is not seen by the chain, and by every receipt of what was removed', () => {
    for (let from = 1; from < events.length; from++) {
      const [lines, head] = cut(from);
      expect(check(lines).broken).toEqual({ version: from + 1, fault: 'missing' });
      expect(check(lines, head).broken).toBeNull();
      const { receipts } = check(lines, head, events);
      expect(receipts.map(({ finding }) => finding)).toEqual(
        events.map(({ version }) => (version <= from ? 'contained' : 'beyond')),
      );
    }
  });

  it('is seen by a digest from before, and so is a history that was written anew from its beginning', async () => {
    await app.nest.get(Notary).attest();
    const { items } = (await a.get('/api/user/ledger/digests')).body as { items: { day: string }[] };
    const file = (await a.get(`/api/user/ledger/digests/${items[0]?.day}`)).body as DigestFile;
    const findingOn = (lines: readonly object[], head: LedgerHeader) => {
      const { receipts, broken } = check(lines, head, [file]);
      expect(broken).toBeNull();
      const found = receipts[0]?.finding ?? 'unreached';
      return examineDigest(sha256, file, { userId: head.userId, signed: isSigned(file), found });
    };
    expect(findingOn(events, header)).toBe('contained');
    expect(findingOn(...cut(events.length - 1))).toBe('beyond');

    const forged: RecordedEvent[] = [];
    for (const event of events)
      forged.push(seal(forged.at(-1)?.hash ?? GENESIS_HASH, event, { type: event.type, data: {} } as never));
    const { version, hash } = forged.at(-1)!;
    expect(findingOn(forged, { ...header, head: { version, hash } })).toBe('contradicted');
  });
});

describe('a change of stored rows, past every wall', () => {
  const hex = (column: string) => `${column} = set_byte(${column}, 3, get_byte(${column}, 3) # 1)`;
  /** $1 is the member, $2 the version where it must be found. */
  const CHANGES: Readonly<Record<string, string>> = {
    payload: `UPDATE event SET payload = coalesce(payload, '{}') || '{"forged": true}' WHERE user_id = $1 AND version = $2`,
    salt: `UPDATE event SET salt = coalesce(salt, '') || '\\x00' WHERE user_id = $1 AND version = $2`,
    digest: `UPDATE event SET ${hex('payload_digest')} WHERE user_id = $1 AND version = $2`,
    hash: `UPDATE event SET ${hex('hash')} WHERE user_id = $1 AND version = $2`,
    time: `UPDATE event SET recorded_at = recorded_at + interval '1 millisecond' WHERE user_id = $1 AND version = $2`,
    origin: `UPDATE event SET origin = 'undo' WHERE user_id = $1 AND version = $2`,
    undoes: `UPDATE event SET undoes = 1 WHERE user_id = $1 AND version = $2`,
    'stream version': `UPDATE event SET stream_version = stream_version + 50 WHERE user_id = $1 AND version = $2`,
    removal: `DELETE FROM event WHERE user_id = $1 AND version = $2`,
    'the whole tail': `DELETE FROM event WHERE user_id = $1 AND version >= $2`,
    'order of two': `UPDATE event SET version = 2 * $2::bigint + 1001 - version WHERE user_id = $1 AND version IN ($2::bigint, $2::bigint + 1)`,
    'swapped members': `UPDATE event SET user_id = (SELECT min(user_id::text)::uuid FROM event WHERE user_id <> $1),
                               version = version + 2000 WHERE user_id = $1 AND version = $2`,
  };

  beforeAll(() => app.sql('CREATE TABLE kept AS SELECT * FROM event'));
  afterAll(() => app.sql('DROP TABLE kept'));
  // No replay here, which could not make rows of what was redacted.
  afterEach(async () => {
    await app.sql('DELETE FROM event');
    await app.sql('INSERT INTO event SELECT * FROM kept');
    for (const member of [a, b])
      expect((await member.get('/api/user/ledger/verify')).body).toMatchObject({ valid: true, redacted: 2 });
  });

  it.each(Object.entries(CHANGES))('is found by the server and in the export: %s', async (name, sql) => {
    for (const version of [2, 5, events.length - 1]) {
      await app.sql(sql, [header.userId, version]);
      await app.sql('UPDATE event SET version = version - 1000 WHERE version > 1000 AND version < 2000');
      const verified = (await a.get('/api/user/ledger/verify')).body as LedgerVerification;
      const [head, ...lines] = await exported(a);
      expect({ name, ...verified, file: check(lines, head).broken?.version }).toMatchObject({
        ...{ name, valid: false, brokenAt: version, file: version },
      });
      await app.sql('DELETE FROM event');
      await app.sql('INSERT INTO event SELECT * FROM kept');
    }
  });
});
