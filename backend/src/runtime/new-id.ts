import { v7 } from 'uuid';
import { pooledRandom } from './pooled-random.js';

const last = { msecs: -Infinity, seq: 0 };

/**
 * A new UUID of version 7 (RFC 9562, section 5.7), greater than all that this process made before it, even within a
 * millisecond or after its clock was set back: what was added first also sorts first.
 */
export function newId(): string {
  const random = pooledRandom(16);
  const now = Date.now();
  // A sequence of 32 bits that begins in its lower half has room for two thousand million ids.
  if (now > last.msecs) Object.assign(last, { msecs: now, seq: random.readUInt32BE(6) >>> 1 });
  else last.seq += 1;
  return v7({ random, ...last });
}
