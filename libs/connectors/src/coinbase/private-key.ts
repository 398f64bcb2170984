import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A private key with the name of how it signs. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly alg: 'ES256' | 'EdDSA';
}

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;
const PEM = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----(.*?)-----END \1-----/s;
/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const ED25519_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The private key as Coinbase gives it: ECDSA as PEM, in which ends of lines may be written out or lost by pasting, Ed25519 as 32
 * or 64 bytes in base64. Null for anything else.
 */
export function signingKeyOf(pasted: string): SigningKey | null {
  try {
    const key = keyIn(
      pasted
        .replaceAll(String.raw`\n`, '\n')
        .replaceAll('"', '')
        .trim(),
    );
    if (key.asymmetricKeyType === 'ed25519') return { key, alg: 'EdDSA' };
    const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return isP256 ? { key, alg: 'ES256' } : null;
  } catch {
    return null;
  }
}

function keyIn(text: string): KeyObject {
  const [, label, body = ''] = PEM.exec(text) ?? [];
  const base64 = label === undefined ? text : body;
  if (!BASE64.test(base64)) throw new Error('This is no key.');
  const bytes = Buffer.from(base64, 'base64');
  if (label !== undefined)
    return createPrivateKey({ key: bytes, format: 'der', type: label === 'EC PRIVATE KEY' ? 'sec1' : 'pkcs8' });
  if (bytes.length !== 32 && bytes.length !== 64) throw new Error('This is no key.');
  return createPrivateKey({ key: Buffer.concat([ED25519_HEAD, bytes.subarray(0, 32)]), format: 'der', type: 'pkcs8' });
}
