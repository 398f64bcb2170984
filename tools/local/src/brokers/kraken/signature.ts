import { createHash, createHmac } from 'node:crypto';

/** What Kraken expects as `API-Sign`: HMAC-SHA512 of the path and the SHA-256 of nonce and body, in base64. */
export function signatureOf(
  path: string,
  { nonce, body, secret }: { nonce: string; body: string; secret: string },
): string {
  const inner = createHash('sha256')
    .update(nonce + body)
    .digest();
  const key = Buffer.from(secret, 'base64');
  return createHmac('sha512', key).update(path).update(inner).digest('base64');
}
