import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Webull's signature of a request, by the rules of its documentation: the stand-in's own, so that a connector's can be
 * tried against it. Each of the two algorithms has the digest of its body: HMAC-SHA1 that of MD5, HMAC-SHA256 that of
 * SHA-256.
 */
export interface SignedRequest {
  /** Without the query. */
  readonly path: string;
  readonly host: string;
  /** Decoded; a name may come more than once. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it was sent; '' where there is none. */
  readonly body: string;
}

const ALGORITHMS: Readonly<Record<string, { readonly hmac: string; readonly digest: string }>> = {
  'HMAC-SHA1': { hmac: 'sha1', digest: 'md5' },
  'HMAC-SHA256': { hmac: 'sha256', digest: 'sha256' },
};

const SIGNED_HEADERS = [
  'x-app-key',
  'x-timestamp',
  'x-signature-version',
  'x-signature-algorithm',
  'x-signature-nonce',
] as const;

/** What is to be signed, before it is percent-encoded. */
export function textToSign({ path, host, query, headers, body }: SignedRequest, digest: string): string {
  const values = new Map<string, string[]>([['host', [host]]]);
  for (const name of SIGNED_HEADERS) values.set(name, [headers[name] ?? '']);
  for (const [name, value] of query) values.set(name, [...(values.get(name) ?? []), value]);
  const pairs = [...values]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, all]) => `${name}=${all.toSorted().join('&')}`);
  const hashed = body === '' ? [] : [createHash(digest).update(body).digest('hex').toUpperCase()];
  return [path, ...pairs, ...hashed].join('&');
}

/** The signature in base64; none where the algorithm is unknown. */
export function signatureOf(request: SignedRequest, secret: string): string | undefined {
  const algorithm = ALGORITHMS[request.headers['x-signature-algorithm'] ?? ''];
  if (!algorithm) return undefined;
  const text = encoded(textToSign(request, algorithm.digest));
  return createHmac(algorithm.hmac, `${secret}&`).update(text).digest('base64');
}

export function isSignedBy(secret: string, request: SignedRequest): boolean {
  const wanted = Buffer.from(signatureOf(request, secret) ?? '');
  const given = Buffer.from(request.headers['x-signature'] ?? '');
  return wanted.length > 0 && wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** Leaves `A-Za-z0-9-._~` as they are. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
