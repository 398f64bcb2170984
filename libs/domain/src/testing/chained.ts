import { createHash } from 'node:crypto';
import { GENESIS_HASH, hashOf, payloadDigestOf } from '../ledger/chain.js';
import type { ChainedEvent, Sha256 } from '../ledger/chain.js';

export const sha256: Sha256 = (...parts) => {
  const bytes = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part.hex, 'hex')));
  return createHash('sha256').update(Buffer.concat(bytes)).digest('hex');
};

export const MEMBER = '0198c0de-0000-7000-8000-000000000001';

/** An event after another, as it would have been recorded. What is given of it is hashed along. */
export function chainedAfter(previous: Pick<ChainedEvent, 'version' | 'hash'>, given: Partial<ChainedEvent> = {}) {
  const version = previous.version + 1;
  const event = {
    userId: MEMBER,
    version,
    streamType: 'trade',
    streamId: 'trade 1',
    streamVersion: version,
    type: 'TradeEdited',
    schemaVersion: 1,
    commandId: `command ${version}`,
    origin: 'form',
    batchId: null,
    undoes: null,
    recordedAt: `2026-01-05T15:00:${String(version).padStart(2, '0')}.000Z`,
    payload: { notes: `Notes\u2028${version}`, a: 1 },
    salt: '00112233445566778899aabbccddeeff',
    ...given,
  };
  const payloadDigest = payloadDigestOf(sha256, event.salt ?? '', event.payload);
  return { ...event, payloadDigest, hash: hashOf(sha256, previous.hash, event, payloadDigest) } satisfies ChainedEvent;
}

export function aChain(length: number): readonly ChainedEvent[] {
  const chain: ChainedEvent[] = [];
  while (chain.length < length) chain.push(chainedAfter(chain.at(-1) ?? { version: 0, hash: GENESIS_HASH }));
  return chain;
}

/** The export of such events. */
export function exportOf(events: readonly object[], head = events.at(-1) as ChainedEvent | undefined): string {
  const { version = 0, hash = GENESIS_HASH } = head ?? {};
  const header = { ledger: 1, userId: MEMBER, head: { version, hash }, genesis: GENESIS_HASH };
  return [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join('');
}
