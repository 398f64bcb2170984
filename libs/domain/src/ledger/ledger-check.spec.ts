import fc from 'fast-check';
import { aChain, chainedAfter, exportOf, MEMBER, sha256 } from '../testing/chained.js';
import { GENESIS_HASH, hashOf, payloadDigestOf } from './chain.js';
import type { ChainedEvent, Receipt } from './chain.js';
import { isWhole, LedgerCheck } from './ledger-check.js';
import type { Verdict } from './ledger-check.js';
import { parseEventLine, parseReceipt, parseReceiptsFile } from './ledger-file.js';
import { verdictLabel } from './verdict-labels.js';

const chain = aChain(5);
const at = (version: number) => chain[version - 1]!;

function check(text: string, receipts: readonly Receipt[] = []): Verdict {
  const ledger = new LedgerCheck(sha256, receipts);
  ledger.take(text);
  return ledger.verdict();
}

/** The chain with one of its events changed, and nothing hashed anew. */
function changed(version: number, change: Partial<ChainedEvent>): string {
  return exportOf(chain.map((event) => (event.version === version ? { ...event, ...change } : event)));
}

describe('the chain', () => {
  // Hashed by another program, out of what docs/architecture.md says.
  it('is what it always was', () => {
    const digest = payloadDigestOf(sha256, '000102', { z: '€', a: [1, null, 'ü'] });
    expect(digest).toBe('42434960d434ade56d3fc2a6c55b7a4f03965ab21e63b2766acc629205681764');
    expect(hashOf(sha256, GENESIS_HASH, { ...at(1), userId: 'u' }, digest)).toBe(
      '0f23ca32764ba6db1ced2179816be04faab3552520899b94a2c74abee7aff57f',
    );
  });

  it('does not depend on the order of keys', () => {
    expect(payloadDigestOf(sha256, '00', { a: 1, b: 2 })).toBe(payloadDigestOf(sha256, '00', { b: 2, a: 1 }));
  });
});

describe('a whole file', () => {
  it('is found whole, however it comes in pieces', () => {
    const text = exportOf(chain);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 20 }), (cuts) => {
        const ledger = new LedgerCheck(sha256);
        const ends = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        ends.slice(1).forEach((end, index) => ledger.take(text.slice(ends[index], end)));
        expect(ledger.verdict()).toMatchObject({ entries: 5, broken: null, intact: { version: 5, hash: at(5).hash } });
      }),
    );
  });

  it('is told entry by entry, up to the first that is not as it was recorded', () => {
    const told = (text: string) => {
      const versions: number[] = [];
      const ledger = new LedgerCheck(sha256, [], ({ version }) => versions.push(version));
      ledger.take(text);
      return { versions, fault: ledger.fault };
    };
    expect(told(exportOf(chain))).toEqual({ versions: [1, 2, 3, 4, 5], fault: null });
    expect(told(changed(3, { payload: 'other' }))).toEqual({
      versions: [1, 2],
      fault: { version: 3, fault: 'payload' },
    });
  });

  it('needs no line break at its end, and may have no entries', () => {
    expect(isWhole(check(exportOf(chain).trimEnd()))).toBe(true);
    expect(check(exportOf([]))).toMatchObject({ entries: 0, broken: null });
  });

  it('may have payloads that were redacted with their salts', () => {
    const verdict = check(changed(2, { payload: null, salt: null }));
    expect(verdict).toMatchObject({ broken: null, redacted: 1 });
    expect(verdictLabel(verdict)).toMatch(/All 5 entries match what was recorded\..*1 were redacted/);
  });
});

describe('the first entry that is broken is named, with what is wrong', () => {
  const event = JSON.stringify(at(3));
  it.each([
    ['a payload', 3, 'payload', changed(3, { payload: { notes: 'other' } })],
    ['a salt', 3, 'payload', changed(3, { salt: '00' })],
    ['a salt in capitals', 3, 'unreadable', changed(3, { salt: '00112233445566778899AABBCCDDEEFF' })],
    ['a payload that went without its salt', 3, 'payload', changed(3, { payload: null })],
    ['a salt that went without its payload', 3, 'payload', changed(3, { salt: null })],
    ['a payload that no canonical JSON has', 3, 'payload', exportOf(chain).replace('Notes\u20283', '\\ud800')],
    ['a digest', 3, 'payload', changed(3, { payloadDigest: GENESIS_HASH })],
    ['an earlier time', 3, 'time', changed(3, { recordedAt: '2026-01-04T15:00:00.000Z' })],
    ['a later time', 3, 'chain', changed(3, { recordedAt: '2026-01-05T15:00:03.001Z' })],
    ['a version of its trade', 3, 'stream', changed(3, { streamVersion: 4 })],
    ['an origin', 3, 'chain', changed(3, { origin: 'api' })],
    ['what it takes back', 3, 'chain', changed(3, { undoes: 2 })],
    ['its own hash', 3, 'chain', changed(3, { hash: GENESIS_HASH })],
    ['a member', 3, 'member', changed(3, { userId: 'another' })],
    ['a field that nothing knows', 3, 'unreadable', changed(3, { also: 1 } as object)],
    ['a field that is gone', 3, 'unreadable', exportOf(chain).replace(event, event.replace('"undoes":null,', ''))],
    ['a line that is no JSON', 3, 'unreadable', exportOf(chain).replace(event, event.slice(1))],
    ['an empty line', 3, 'unreadable', exportOf(chain).replace(event, '')],
    ['an event that was removed', 3, 'missing', exportOf(chain.filter(({ version }) => version !== 3))],
    ['two that were swapped', 2, 'order', exportOf([at(1), at(3), at(2), at(4), at(5)])],
    ['one that stands twice', 4, 'order', exportOf([at(1), at(2), at(3), at(3), at(4), at(5)])],
    ['a tail that is missing', 4, 'missing', exportOf(chain.slice(0, 3), at(5))],
    ['a file that was cut', 5, 'cut', exportOf(chain).slice(0, -30)],
    ['more than the header says', 5, 'head', exportOf(chain, at(4))],
    ['another head', 5, 'head', exportOf(chain, { ...at(5), hash: GENESIS_HASH })],
    ['another member in the header', 1, 'member', exportOf(chain).replace(MEMBER, 'another')],
    ['no header', 0, 'header', chain.map((line) => JSON.stringify(line)).join('\n')],
    ['a header of another format', 0, 'header', exportOf(chain).replace('"ledger":1', '"ledger":2')],
    ['nothing at all', 0, 'header', ''],
  ])('%s', (_what, version, fault, text) => {
    expect(check(text).broken).toEqual({ version, fault });
  });

  it('also where the chain was hashed anew from there on, but its time runs backwards', () => {
    const late = chainedAfter(at(2), { recordedAt: '2020-01-01T00:00:00.000Z' });
    expect(check(exportOf([at(1), at(2), late])).broken).toEqual({ version: 3, fault: 'time' });
  });

  it('where part of what was said was moved into a longer salt, which has the same digest', () => {
    const said = chainedAfter(at(2), { payload: 1234 });
    const [digit, payload] = [Buffer.from('1').toString('hex'), 234];
    const forged = { ...said, salt: said.salt + digit, payload };
    expect(payloadDigestOf(sha256, forged.salt, payload)).toBe(said.payloadDigest);
    expect(check(exportOf([at(1), at(2), forged])).broken).toEqual({ version: 3, fault: 'payload' });
  });

  it.each([
    ['of the entry', (line: string) => line.replace('{', '{"origin":"api",')],
    ['of what it says', (line: string) => line.replace('"payload":{', '"payload":{"notes":"forged",')],
    ['written otherwise', (line: string) => line.replace('"payload":{', '"payload":{"\\u006eotes":"forged",')],
  ])('where a name %s stands twice, for others may read the first', (_where, twice) => {
    const lines = exportOf(chain).split('\n');
    const forged = lines.map((line, index) => (index === 3 ? twice(line) : line));
    expect(JSON.parse(forged[3]!)).toEqual(at(3));
    expect(check(forged.join('\n')).broken).toEqual({ version: 3, fault: 'unreadable' });
  });

  it('not where a text only looks like a name', () => {
    const payload = { 'a"b': '{"a":1,"a":', notes: '\\", "notes": {', list: ['x', { notes: ':' }], '\\': [], 1: null };
    expect(check(exportOf([chainedAfter({ version: 0, hash: GENESIS_HASH }, { payload })])).broken).toBeNull();
  });

  it('where every hash is right but an entry about the same trade was left out', () => {
    const later = chainedAfter(at(2), { streamVersion: 4 });
    expect(check(exportOf([at(1), at(2), later])).broken).toEqual({ version: 3, fault: 'stream' });
  });
});

describe('a receipt', () => {
  const receipts = chain.map(({ version, hash }) => ({ version, hash }));
  const findings = (text: string) => check(text, receipts).receipts.map(({ finding }) => finding);

  it('is found where it belongs', () => {
    expect(findings(exportOf(chain))).toEqual(Array(5).fill('contained'));
  });

  it('shows a tail that was removed, which the chain alone does not', () => {
    const cut = check(exportOf(chain.slice(0, 3)), receipts);
    expect(cut.broken).toBeNull();
    expect(isWhole(cut)).toBe(false);
    expect(cut.receipts.map(({ finding }) => finding)).toEqual([...Array(3).fill('contained'), 'beyond', 'beyond']);
  });

  it('shows a history that was rewritten and hashed anew', () => {
    const forged = [at(1), at(2)];
    while (forged.length < 5) forged.push(chainedAfter(forged.at(-1)!, { payload: 'forged' }));
    expect(check(exportOf(forged)).broken).toBeNull();
    expect(findings(exportOf(forged))).toEqual(['contained', 'contained', ...Array(3).fill('contradicted')]);
  });

  it('cannot be looked for behind a fault', () => {
    expect(findings(changed(3, { origin: 'api' }))).toEqual(['contained', 'contained', ...Array(3).fill('unreached')]);
  });

  it.each([
    [`12:${'aB'.repeat(32)}`, { version: 12, hash: 'ab'.repeat(32) }],
    [` 0 : ${GENESIS_HASH} `, { version: 0, hash: GENESIS_HASH }],
    ['12:abc', null],
    [GENESIS_HASH, null],
    [`-1:${GENESIS_HASH}`, null],
  ])('is read from %o', (text, receipt) => {
    expect(parseReceipt(text)).toEqual(receipt);
  });

  it('is read from a file of them, and of nothing else', () => {
    const file = { receipts: 1, userId: MEMBER, items: receipts };
    expect(parseReceiptsFile(JSON.stringify(file))).toEqual(file);
    expect(parseReceiptsFile(JSON.stringify({ ...file, items: [{ version: 1 }] }))).toBeNull();
    expect(parseReceiptsFile('null')).toBeNull();
  });
});

it('an event line is read as it was written', () => {
  expect(parseEventLine(JSON.stringify(at(1)))).toEqual(at(1));
});
