import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { LedgerEvent } from '@singularity/domain';
import { SCHEMA_VERSIONS } from './recorded-event.js';
import type { Envelope, RecordedEvent } from './recorded-event.js';

/** What the first event of a ledger is chained to. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * `sha256(salt ‖ canonical JSON of the payload)`. The salt keeps a redacted payload from being guessed.
 * Canonical JSON is RFC 8785: jsonb forgets the order of keys, and a digest must not depend on it.
 */
export function payloadDigestOf(salt: string, payload: unknown): string {
  return sha256(Buffer.from(salt, 'hex'), canonicalText(payload));
}

/** `sha256(previous hash ‖ canonical JSON of the envelope ‖ payload digest)` */
export function hashOf(previousHash: string, envelope: Envelope, payloadDigest: string): string {
  return sha256(
    Buffer.from(previousHash, 'hex'),
    canonicalText(envelopeOf(envelope)),
    Buffer.from(payloadDigest, 'hex'),
  );
}

/** An event sealed into the chain after its predecessor. */
export function seal(
  previousHash: string,
  envelope: Omit<Envelope, 'type' | 'schemaVersion'>,
  { type, data }: LedgerEvent,
  salt = randomBytes(16).toString('hex'),
): RecordedEvent {
  const whole: Envelope = { ...envelope, type, schemaVersion: SCHEMA_VERSIONS[type] };
  const payloadDigest = payloadDigestOf(salt, data);
  return { ...whole, payload: data, salt, payloadDigest, hash: hashOf(previousHash, whole, payloadDigest) };
}

/** Whether an event is what was recorded: whole, in its place, and unchanged. A redacted one is known by its digest alone. */
export function isIntact(event: RecordedEvent, previous: { readonly version: number; readonly hash: string }): boolean {
  const redacted = event.payload === null && event.salt === null;
  return (
    event.version === previous.version + 1 &&
    (redacted || (event.salt !== null && payloadDigestOf(event.salt, event.payload) === event.payloadDigest)) &&
    hashOf(previous.hash, event, event.payloadDigest) === event.hash
  );
}

function envelopeOf(event: Envelope): Envelope {
  const { userId, version, streamType, streamId, streamVersion, type, schemaVersion } = event;
  const { commandId, origin, batchId, undoes, recordedAt } = event;
  return {
    userId,
    version,
    streamType,
    streamId,
    streamVersion,
    type,
    schemaVersion,
    commandId,
    origin,
    batchId,
    undoes,
    recordedAt,
  };
}

function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('This is not plain data.');
  return text;
}

function sha256(...parts: (Buffer | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
