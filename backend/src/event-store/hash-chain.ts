import { createHash } from 'node:crypto';
import { hashOf, payloadDigestOf } from '@singularity/domain';
import type { LedgerEvent, Sha256 } from '@singularity/domain';
import { pooledRandom } from '../runtime/pooled-random.js';
import { SCHEMA_VERSIONS } from './recorded-event.js';
import type { Envelope, RecordedEvent } from './recorded-event.js';

export const sha256: Sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) {
    if (typeof part === 'string') hash.update(part);
    else hash.update(part.hex, 'hex');
  }
  return hash.digest('hex');
};

/** An event sealed into the chain after its predecessor. */
export function seal(
  previousHash: string,
  envelope: Omit<Envelope, 'type' | 'schemaVersion'>,
  { type, data }: LedgerEvent,
  salt = pooledRandom(16).toString('hex'),
): RecordedEvent {
  const whole: Envelope = { ...envelope, type, schemaVersion: SCHEMA_VERSIONS[type] };
  const payloadDigest = payloadDigestOf(sha256, salt, data);
  return { ...whole, payload: data, salt, payloadDigest, hash: hashOf(sha256, previousHash, whole, payloadDigest) };
}
