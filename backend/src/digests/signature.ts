import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { digestStatement } from '@singularity/domain';
import type { DigestFile } from '@singularity/domain';

/** What stands before the 32 bytes of an Ed25519 key in DER. */
const PRIVATE_PREFIX = '302e020100300506032b657004220420';
const PUBLIC_PREFIX = '302a300506032b6570032100';

/** The private key that 32 bytes are the seed of. */
export function signingKeyOf(seed: KeyObject): KeyObject {
  const key = Buffer.concat([Buffer.from(PRIVATE_PREFIX, 'hex'), seed.export()]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** The public half, as 32 bytes in hexadecimal. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('hex').slice(PUBLIC_PREFIX.length);
}

export function signatureOf(key: KeyObject, signed: Parameters<typeof digestStatement>[0]): string {
  return sign(null, Buffer.from(digestStatement(signed)), key).toString('hex');
}

/** Whether a digest's signature is that of the key that stands in it. */
export function isSigned({ publicKey, signature, ...file }: DigestFile): boolean {
  const key = createPublicKey({ key: Buffer.from(PUBLIC_PREFIX + publicKey, 'hex'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(digestStatement(file)), key, Buffer.from(signature, 'hex'));
}
