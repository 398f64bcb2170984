import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { parse, stringify } from 'uuid';
import { newId } from '../../runtime/new-id.js';

/** `sgl_<id>_<secret>`: 48 and 32 bytes. */
const FORM = /^sgl_([\w-]{64})_([\w-]{43})$/;
const BEARER = /^Bearer(?: +|$)(.*)$/i;

/** What a token says of itself; whether that is so is not looked up yet. */
export interface GivenToken {
  readonly userId: string;
  readonly tokenId: string;
  readonly secretHash: Buffer;
  /** Whether the id is one that we gave out: then what it takes is its member's share. */
  readonly isOurs: boolean;
}

/** What a program sends to say who it is; null where it sends nothing of the kind. */
export function bearerIn(request: Request): string | null {
  return BEARER.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/**
 * A new token. Its id names the member and is signed, so that whose request it is can be told before anything is looked up;
 * its secret alone opens anything, and only the hash of that is kept.
 */
export function newToken(userId: string, key: string): { readonly text: string; readonly given: GivenToken } {
  const ids = Buffer.concat([parse(userId), parse(newId())]);
  const id = Buffer.concat([ids, signatureOf(ids, key)]).toString('base64url');
  const text = `sgl_${id}_${randomBytes(32).toString('base64url')}`;
  const given = parseToken(text, key);
  if (!given) throw new Error('A new token has the form of one.');
  return { text, given };
}

/** Null for what has not the form of a token. */
export function parseToken(text: string, key: string): GivenToken | null {
  const [, id, secret] = FORM.exec(text) ?? [];
  if (id === undefined || secret === undefined) return null;
  const bytes = Buffer.from(id, 'base64url');
  const [user, token, signature] = [bytes.subarray(0, 16), bytes.subarray(16, 32), bytes.subarray(32)];
  try {
    return {
      userId: stringify(user),
      tokenId: stringify(token),
      // Of its text: of bytes that are written in more than one way only one is the token.
      secretHash: createHash('sha256').update(secret).digest(),
      isOurs: timingSafeEqual(signature, signatureOf(bytes.subarray(0, 32), key)),
    };
  } catch {
    // Bytes that are no UUIDs.
    return null;
  }
}

function signatureOf(ids: Buffer, key: string): Buffer {
  return createHmac('sha256', key).update('access-token:').update(ids).digest().subarray(0, 16);
}
