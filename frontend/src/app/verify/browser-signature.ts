import { hexToBytes } from '@noble/hashes/utils.js';
import { digestStatement } from '@singularity/domain';
import type { DigestFile } from '@singularity/domain';

/** Whether a digest's signature is that of the key in it; null where this browser, or this page without TLS, cannot say. */
export async function isSigned({ publicKey, signature, ...file }: DigestFile): Promise<boolean | null> {
  try {
    const key = await crypto.subtle.importKey('raw', hexToBytes(publicKey).slice(), 'Ed25519', false, ['verify']);
    const statement = new TextEncoder().encode(digestStatement(file));
    return await crypto.subtle.verify('Ed25519', key, hexToBytes(signature).slice(), statement);
  } catch {
    return null;
  }
}
