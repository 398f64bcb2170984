import { createHash, createHmac } from 'node:crypto';
import type { Prepared } from '../http/asking.js';

/** The first is what the documentation describes, the second what newer kits of Webull sign with. */
export const ALGORITHMS = ['HMAC-SHA1', 'HMAC-SHA256'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

const HASHES = {
  'HMAC-SHA1': { hmac: 'sha1', digest: 'md5' },
  'HMAC-SHA256': { hmac: 'sha256', digest: 'sha256' },
} as const;

export interface Signing {
  readonly appKey: string;
  readonly appSecret: string;
  readonly algorithm: Algorithm;
  /** Never the same twice. */
  readonly nonce: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/**
 * The headers that sign a request to Webull (developer.webull.com: authentication, signature): over the path, the query and
 * the signing headers by name, and a digest of the body where there is one. `x-version` and `x-access-token` are not signed.
 */
export function signatureOf(prepared: Prepared, signing: Signing): Readonly<Record<string, string>> {
  const { hmac, digest } = HASHES[signing.algorithm];
  const headers = {
    'x-app-key': signing.appKey,
    'x-signature-algorithm': signing.algorithm,
    'x-signature-nonce': signing.nonce,
    'x-signature-version': '1.0',
    'x-timestamp': `${new Date(signing.at).toISOString().slice(0, 19)}Z`,
  };
  const named = [...prepared.query, ...Object.entries({ ...headers, host: prepared.host })]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  const body = prepared.body === '' ? [] : [createHash(digest).update(prepared.body).digest('hex').toUpperCase()];
  const text = encoded([prepared.path, ...named, ...body].join('&'));
  return { ...headers, 'x-signature': createHmac(hmac, `${signing.appSecret}&`).update(text).digest('base64') };
}

/** All but letters, digits and `-._~`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
