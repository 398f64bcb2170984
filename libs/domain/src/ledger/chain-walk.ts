import { GENESIS_HASH, hashOf, isSalt, payloadDigestOf } from './chain.js';
import type { ChainedEvent, Receipt, Sha256 } from './chain.js';

/** What is wrong with an entry, or with the file that it stands in. */
export type ChainFault =
  'header' | 'unreadable' | 'cut' | 'missing' | 'order' | 'member' | 'payload' | 'time' | 'stream' | 'chain' | 'head';

/** The first entry that is not what was recorded, and why. The version is 0 where not even the first line is. */
export interface Broken {
  readonly version: number;
  readonly fault: ChainFault;
}

/** Walks the chain of one member from its first event on. What it remembers is one number for each account and trade. */
export class ChainWalk {
  private last: Receipt & { readonly recordedAt: string } = { version: 0, hash: GENESIS_HASH, recordedAt: '' };
  private readonly streamVersions = new Map<string, number>();
  private redactedPayloads = 0;

  constructor(
    private readonly sha256: Sha256,
    private readonly userId: string,
  ) {}

  /** The last event up to which everything is as it was recorded; version 0 before the first. */
  get head(): Receipt {
    const { version, hash } = this.last;
    return { version, hash };
  }

  /** How many payloads were redacted: they are known by their digests alone. */
  get redacted(): number {
    return this.redactedPayloads;
  }

  /** Takes the next event if it is what was recorded there, and else says what is wrong and stays where it is. */
  step(event: ChainedEvent): ChainFault | null {
    const fault = this.misplaced(event) ?? this.changed(event);
    if (fault) return fault;
    if (isRedacted(event)) this.redactedPayloads++;
    this.streamVersions.set(event.streamId, event.streamVersion);
    this.last = event;
    return null;
  }

  private misplaced({ userId, version }: ChainedEvent): ChainFault | null {
    if (userId !== this.userId) return 'member';
    if (version > this.last.version + 1) return 'missing';
    return version === this.last.version + 1 ? null : 'order';
  }

  /** Of several faults the one that says most: whatever was changed, the hash is another, too. */
  private changed(event: ChainedEvent): ChainFault | null {
    if (!isRedacted(event) && !this.hasItsPayload(event)) return 'payload';
    if (event.recordedAt < this.last.recordedAt) return 'time';
    if (event.streamVersion !== (this.streamVersions.get(event.streamId) ?? 0) + 1) return 'stream';
    return hashOf(this.sha256, this.last.hash, event, event.payloadDigest) === event.hash ? null : 'chain';
  }

  private hasItsPayload({ salt, payload, payloadDigest }: ChainedEvent): boolean {
    return salt !== null && isSalt(salt) && payloadDigestOf(this.sha256, salt, payload) === payloadDigest;
  }
}

function isRedacted({ payload, salt }: ChainedEvent): boolean {
  return payload === null && salt === null;
}
