import { sha256 as hasher } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Sha256 } from '@singularity/domain';

/** The browser's own exists only over TLS, and a promise for each of 200,000 hashes would take longer than they do. */
export const sha256: Sha256 = (...parts) => {
  const hash = hasher.create();
  for (const part of parts) hash.update(typeof part === 'string' ? utf8ToBytes(part) : hexToBytes(part.hex));
  return bytesToHex(hash.digest());
};
