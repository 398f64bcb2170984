import fc from 'fast-check';
import { MEMBER, sha256 } from '../testing/chained.js';
import { digestStatement, examineDigest, keyIdOf, leafOf, parseDigestFile } from './digest.js';
import type { DigestFile } from './digest.js';
import { MerkleTree, rootOver } from './merkle.js';

const hash = (text: string) => sha256(text);
const leaves = fc
  .uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 70 })
  .map((all) => all.map((n) => hash(`${n}`)));

describe('a tree', () => {
  it('leads every leaf to its root, and nothing else', () => {
    fc.assert(
      fc.property(leaves, (all) => {
        const tree = new MerkleTree(sha256, all);
        const paths = [...tree.paths()];
        expect(paths.map(([leaf]) => leaf)).toEqual(all.toSorted());
        for (const [leaf, path] of paths) {
          expect(rootOver(sha256, leaf, path)).toBe(tree.root);
          expect(rootOver(sha256, hash(leaf), path)).not.toBe(tree.root);
          expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(all.length)));
        }
      }),
    );
  });

  it('does not depend on the order in which the leaves came', () => {
    fc.assert(
      fc.property(leaves, (all) => {
        expect(new MerkleTree(sha256, all.toReversed()).root).toBe(new MerkleTree(sha256, all).root);
      }),
    );
  });

  it('does not take an inner node for a leaf', () => {
    const [a, b, c] = [hash('a'), hash('b'), hash('c')].toSorted() as [string, string, string];
    const inner = rootOver(sha256, a, [b]);
    expect(new MerkleTree(sha256, [a, b, c]).root).toBe(rootOver(sha256, inner, [c]));
    expect(inner).not.toBe(sha256({ hex: a }, { hex: b }));
  });
});

describe('a digest', () => {
  const key = 'ab'.repeat(32);
  const leaf = { userId: MEMBER, version: 7, hash: hash('seven'), salt: hash('salt') };
  const tree = new MerkleTree(sha256, [leafOf(sha256, leaf.salt, leaf), hash('x'), hash('y')]);
  const [, path] = [...tree.paths()].find(([own]) => own === leafOf(sha256, leaf.salt, leaf))!;
  const file: DigestFile = {
    ...{ digest: 1, day: '2026-01-05', ...leaf, path, root: tree.root },
    ...{ keyId: keyIdOf(sha256, key), publicKey: key, signature: 'cd'.repeat(64) },
  };
  const sound = { userId: MEMBER, signed: true, found: 'contained' } as const;
  const examine = (changes: Partial<DigestFile>, known: Partial<Parameters<typeof examineDigest>[2]> = {}) =>
    examineDigest(sha256, { ...file, ...changes }, { ...sound, ...known });

  // Hashed by another program, out of what docs/architecture.md says.
  it('has the leaf and the statement that it always had', () => {
    expect(leafOf(sha256, '00'.repeat(32), { userId: 'u', version: 1, hash: '11'.repeat(32) })).toBe(
      'c8880e71666500fd7b7197ecc8af541ff284537f6b22c0fe306a28673eae6fb8',
    );
    expect(digestStatement('2026-01-05', 'r')).toBe('{"day":"2026-01-05","digest":1,"root":"r"}');
  });

  it('holds where all of it is right', () => {
    expect(examine({})).toBe('contained');
  });

  it.each([
    ['a signature of somebody else', {}, { signed: false }, 'unsigned'],
    ['a key under another’s name', { keyId: '0'.repeat(16) }, {}, 'unsigned'],
    ['another version', { version: 8 }, {}, 'path'],
    ['another hash', { hash: hash('eight') }, {}, 'path'],
    ['another salt', { salt: hash('pepper') }, {}, 'path'],
    ['another path', { path: [] }, {}, 'path'],
    ['another root', { root: hash('root') }, {}, 'path'],
    ['another member', { userId: 'another' }, {}, 'path'],
    ['the ledger of another member', {}, { userId: 'another' }, 'member'],
    ['a ledger that ends before', {}, { found: 'beyond' }, 'beyond'],
    ['a ledger that was rewritten', {}, { found: 'contradicted' }, 'contradicted'],
    ['a place that checks no signatures', {}, { signed: null }, 'unchecked'],
    ['the same, and a ledger that was rewritten', {}, { signed: null, found: 'contradicted' }, 'contradicted'],
  ] as const)('tells %s', (_what, changes, known, finding) => {
    expect(examine(changes, known)).toBe(finding);
  });

  it('is read from its file, and from no other', () => {
    expect(parseDigestFile(JSON.stringify(file))).toEqual(file);
    for (const wrong of [{ digest: 2 }, { path: ['x'] }, { signature: '' }, { publicKey: 'x' }, { version: -1 }])
      expect(parseDigestFile(JSON.stringify({ ...file, ...wrong }))).toBeNull();
    expect(parseDigestFile('[]')).toBeNull();
  });
});
