import { canonicalText, isHash } from './chain.js';
import type { Receipt, Sha256 } from './chain.js';
import type { ReceiptFinding } from './ledger-check.js';
import { objectIn } from './json-object.js';
import { isReceipt } from './ledger-file.js';
import { positionOf, rootOver, rootOverSorted } from './merkle.js';

/**
 * What a member keeps of a day's digest: their own leaf, its way to the root over all ledgers, and the signature of the
 * root. Everything is hexadecimal. The salt blinds the leaf, so that nobody's path tells anything about another.
 */
export interface DigestFile extends Receipt {
  /** The version of the format: in the first one, nothing kept a member from having two leaves. */
  readonly digest: 1 | 2;
  /** The day in UTC on which the heads of all ledgers were read. */
  readonly day: string;
  readonly userId: string;
  readonly salt: string;
  readonly path: readonly string[];
  readonly root: string;
  readonly keyId: string;
  readonly publicKey: string;
  readonly signature: string;
}

/**
 * `unsigned`: the signature is not that of the key. `unchecked`: nothing here can check signatures. `path`: this ledger
 * is not under the root. `member`: it is another member's.
 */
export type DigestFinding = 'unsigned' | 'unchecked' | 'path' | 'member' | ReceiptFinding;

/** `sha256(0 ‖ salt ‖ canonical JSON of member, version and hash)` */
export function leafOf(sha256: Sha256, salt: string, { userId, version, hash }: Receipt & { userId: string }): string {
  return sha256({ hex: '00' }, { hex: salt }, canonicalText({ userId, version, hash }));
}

/** What is signed: the root of a day, and how the tree below it is made. */
export function digestStatement({ digest, day, root }: Pick<DigestFile, 'digest' | 'day' | 'root'>): string {
  return canonicalText({ digest, day, root });
}

/** A short name of a public key: the beginning of its hash. */
export function keyIdOf(sha256: Sha256, publicKey: string): string {
  return sha256({ hex: publicKey }).slice(0, 16);
}

/** The digest that a text is; null where it is none that is known here. */
export function parseDigestFile(text: string): DigestFile | null {
  const file = objectIn(text) as DigestFile | null;
  if ((file?.digest !== 1 && file?.digest !== 2) || !isReceipt(file) || !Array.isArray(file.path)) return null;
  const hashes = [...file.path, file.root, file.publicKey, file.salt];
  const texts = [file.day, file.userId, file.keyId];
  const sound = hashes.every(isHash) && texts.every((value) => typeof value === 'string');
  return sound && /^[0-9a-f]{128}$/.test(file.signature) ? file : null;
}

/** What a digest says about the ledger of a member, of which `found` is known at the digest's version. */
export function examineDigest(
  sha256: Sha256,
  file: DigestFile,
  { userId, signed, found }: { userId: string | null; signed: boolean | null; found: ReceiptFinding },
): DigestFinding {
  if (signed === false || keyIdOf(sha256, file.publicKey) !== file.keyId) return 'unsigned';
  if (rootOf(sha256, file) !== file.root) return 'path';
  if (userId !== null && file.userId !== userId) return 'member';
  return signed === null && found === 'contained' ? 'unchecked' : found;
}

function rootOf(sha256: Sha256, { digest, userId, version, hash, salt, path }: DigestFile): string {
  const leaf = leafOf(sha256, salt, { userId, version, hash });
  return digest === 1 ? rootOverSorted(sha256, leaf, path) : rootOver(sha256, leaf, positionOf(sha256, userId), path);
}
