import fc from 'fast-check';
import { MEMBER, sha256 } from '../testing/chained.js';
import { digestStatement, examineDigest, keyIdOf, leafOf, parseDigestFile } from './digest.js';
import type { DigestFile } from './digest.js';
import { merkleTree, positionOf, rootOver, rootOverSorted } from './merkle.js';

const hash = (text: string) => sha256(text);
const memberOf = (n: number) => ({ n, position: positionOf(sha256, `member ${n}`), leaf: hash(`leaf ${n}`) });
const leaves = fc.uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 70 }).map((all) => all.map(memberOf));

describe('a tree', () => {
  it('leads every leaf from its position to the root, and from no other, nor another leaf', () => {
    fc.assert(
      fc.property(leaves, (all) => {
        const { root, paths } = merkleTree(sha256, all);
        expect([...paths.keys()]).toEqual(all);
        for (const [{ leaf, position }, path] of paths) {
          expect(rootOver(sha256, leaf, position, path)).toBe(root);
          expect(rootOver(sha256, hash(leaf), position, path)).not.toBe(root);
          if (path.length > 0) expect(rootOver(sha256, leaf, turned(position, path.length - 1), path)).not.toBe(root);
        }
      }),
    );
  });

  it('does not depend on the order in which the leaves came', () => {
    fc.assert(
      fc.property(leaves, (all) => {
        expect(merkleTree(sha256, all.toReversed()).root).toBe(merkleTree(sha256, all).root);
      }),
    );
  });

  it('has no room for two leaves of one member', () => {
    const one = memberOf(1);
    expect(() => merkleTree(sha256, [one, memberOf(2), { ...one, leaf: hash('another') }])).toThrow('one position');
  });

  it('does not take an inner node for a leaf', () => {
    const [a, b] = [memberOf(1), memberOf(2)];
    const { root } = merkleTree(sha256, [a, b]);
    expect(root).not.toBe(sha256({ hex: a.leaf }, { hex: b.leaf }));
    expect(root).not.toBe(sha256({ hex: b.leaf }, { hex: a.leaf }));
  });

  it('is as deep as it must be', () => {
    const all = Array.from({ length: 1_000 }, (_, n) => memberOf(n));
    const lengths = [...merkleTree(sha256, all).paths.values()].map((path) => path.length);
    expect(Math.max(...lengths)).toBeLessThan(30);
  });
});

/** A position with one bit turned, counted from the root. */
function turned(position: string, depth: number): string {
  const digit = Number.parseInt(position.charAt(depth >> 2), 16) ^ (8 >> (depth & 3));
  return position.slice(0, depth >> 2) + digit.toString(16) + position.slice((depth >> 2) + 1);
}

describe('a digest', () => {
  const key = 'ab'.repeat(32);
  const leaf = { userId: MEMBER, version: 7, hash: hash('seven'), salt: hash('salt') };
  const own = { position: positionOf(sha256, MEMBER), leaf: leafOf(sha256, leaf.salt, leaf) };
  const tree = merkleTree(sha256, [own, memberOf(1), memberOf(2)]);
  const file: DigestFile = {
    ...{ digest: 2, day: '2026-01-05', ...leaf, path: tree.paths.get(own)!, root: tree.root },
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
    const signed = { day: '2026-01-05', root: 'r' };
    expect(digestStatement({ digest: 1, ...signed })).toBe('{"day":"2026-01-05","digest":1,"root":"r"}');
    expect(digestStatement({ digest: 2, ...signed })).toBe('{"day":"2026-01-05","digest":2,"root":"r"}');
    expect(positionOf(sha256, 'u')).toBe('12b9330d4b426d88db428e7aecb6738b20decc3049248185c99f5e4f1890ac14');
  });

  it('of the first form holds as it did, and not as another', () => {
    const first: Partial<DigestFile> = {
      ...{ digest: 1, day: '2026-01-05', userId: MEMBER, version: 7 },
      ...{ hash: hash('seven'), salt: hash('salt') },
      path: [
        '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
        'a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa',
      ],
      root: '60485a7f7e2e36c21af5e8800312e1399a3232f9b03270032b7a6ed56e4207b3',
    };
    expect(examine(first)).toBe('contained');
    expect(examine({ ...first, digest: 2 })).toBe('path');
    expect(examine({ digest: 1 })).toBe('path');
  });

  it('cannot be made for two histories of one member under one root', () => {
    const second = { ...leaf, hash: hash('another history') };
    // What the first form allowed: both leaves stand in the tree, at the positions that whoever made it chose.
    const leaves = [leaf, second].map((one) => leafOf(sha256, one.salt, one)).toSorted() as [string, string];
    const root = rootOverSorted(sha256, leaves[0], [leaves[1]]);
    const files = [leaf, second].map((one) => {
      const path = leaves.filter((beside) => beside !== leafOf(sha256, one.salt, one));
      return { ...one, root, path };
    });
    expect(files.map((one) => examine({ ...one, digest: 1 }))).toEqual(['contained', 'contained']);
    expect(
      files.map((one) => examine({ ...one, digest: 2 })).filter((found) => found === 'contained').length,
    ).toBeLessThan(2);
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
    for (const wrong of [{ digest: 3 }, { path: ['x'] }, { signature: '' }, { publicKey: 'x' }, { version: -1 }])
      expect(parseDigestFile(JSON.stringify({ ...file, ...wrong }))).toBeNull();
    expect(parseDigestFile('[]')).toBeNull();
  });
});
