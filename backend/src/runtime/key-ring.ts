import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { seal, unseal } from './sealed.js';

/** Seals texts with today's key, and opens what was sealed with it or an older one: what is sealed names its key. */
export class KeyRing {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  private readonly current: readonly [id: string, key: KeyObject];

  /** Today's first. */
  constructor(keys: readonly [KeyObject, ...KeyObject[]]) {
    // The first of two that are the same.
    this.keys = new Map(keys.toReversed().map((key) => [keyIdOf(key), key]));
    this.current = [keyIdOf(keys[0]), keys[0]];
  }

  /** Opens with the same purpose alone. */
  seal(purpose: string, text: string): string {
    const [id, key] = this.current;
    return `${id}:${seal(key, purpose, text).toString('base64')}`;
  }

  /** Null where it cannot be opened: the key has changed, or it is another's. */
  open(purpose: string, sealed: string): string | null {
    const [id = '', content = ''] = sealed.split(':');
    const key = this.keys.get(id);
    return key ? unseal(key, purpose, Buffer.from(content, 'base64')) : null;
  }
}

/** Tells keys apart and says nothing of them. */
function keyIdOf(key: KeyObject): string {
  return createHash('sha256').update('key id|').update(key.export()).digest('hex').slice(0, 8);
}
