import canonicalize from 'canonicalize';

/** A text as UTF-8, or bytes that are written in hexadecimal. */
export type HashPart = string | { readonly hex: string };

/**
 * SHA-256 of parts that follow each other, in hexadecimal. It comes from outside: the server has a fast one, and the
 * browser one that works on every page.
 */
export type Sha256 = (...parts: readonly HashPart[]) => string;

/** A version of a ledger and the hash of its event there: what a command answers, and what a later export must contain. */
export interface Receipt {
  readonly version: number;
  readonly hash: string;
}

/** What is known about an event beside what it says: hashed together with the digest of its payload. */
export interface ChainEnvelope {
  readonly userId: string;
  readonly version: number;
  readonly streamType: string;
  readonly streamId: string;
  readonly streamVersion: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly commandId: string;
  readonly origin: string;
  readonly batchId: string | null;
  readonly undoes: number | null;
  readonly recordedAt: string;
}

/** An event as it stands in the chain. Payload and salt are null once it was redacted; the digest keeps the chain whole. */
export interface ChainedEvent extends ChainEnvelope {
  readonly payload: unknown;
  readonly salt: string | null;
  readonly payloadDigest: string;
  readonly hash: string;
}

/** What the first event of a ledger is chained to. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * `sha256(salt ‖ canonical JSON of the payload)`. The salt keeps a redacted payload from being guessed.
 * Canonical JSON is RFC 8785: jsonb forgets the order of keys, and a digest must not depend on it.
 */
export function payloadDigestOf(sha256: Sha256, salt: string, payload: unknown): string {
  return sha256({ hex: salt }, canonicalText(payload));
}

/** `sha256(previous hash ‖ canonical JSON of the envelope ‖ payload digest)` */
export function hashOf(sha256: Sha256, previousHash: string, envelope: ChainEnvelope, payloadDigest: string): string {
  return sha256({ hex: previousHash }, canonicalText(envelopeOf(envelope)), { hex: payloadDigest });
}

/** RFC 8785. Throws on what is not plain data. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('This is not plain data.');
  return text;
}

/** 16 bytes: were their number free, the beginning of a payload could pass for the end of a salt. */
export function isSalt(value: string): boolean {
  return /^[0-9a-f]{32}$/.test(value);
}

export function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function envelopeOf(event: ChainEnvelope): ChainEnvelope {
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
