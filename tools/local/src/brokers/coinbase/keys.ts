import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** PKCS #8 before the 32 bytes of an Ed25519 seed (RFC 8410). */
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The public half of a key as Coinbase hands it out: a PEM of P-256, or the base64 of an Ed25519 seed, with or without its
 * public key behind.
 */
export function publicKeyOf(secret: string): KeyObject {
  if (secret.includes('-----BEGIN')) return createPublicKey(createPrivateKey(secret.replaceAll('\\n', '\n')));
  const seed = Buffer.from(secret, 'base64').subarray(0, 32);
  return createPublicKey(createPrivateKey({ key: Buffer.concat([ED25519, seed]), format: 'der', type: 'pkcs8' }));
}

const ALGORITHMS = { ec: 'ES256', ed25519: 'EdDSA' } as const;

/** Whether the signature is of that key, made by the algorithm of its kind. */
export function isSigned(key: KeyObject, algorithm: unknown, { data, signature }: Signed): boolean {
  const kind = key.asymmetricKeyType;
  if ((kind !== 'ec' && kind !== 'ed25519') || algorithm !== ALGORITHMS[kind]) return false;
  if (kind === 'ed25519') return verify(null, data, key, signature);
  return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

export interface Signed {
  readonly data: Buffer;
  readonly signature: Buffer;
}
