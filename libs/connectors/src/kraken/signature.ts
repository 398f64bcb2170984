import { createHash, createHmac } from 'node:crypto';

/** Signs a form for Kraken: HMAC-SHA512 over the path and the SHA-256 of nonce and form (docs.kraken.com, "Spot REST authentication"). */
export function krakenSignature(secret: string, path: string, form: string): string {
  const nonce = new URLSearchParams(form).get('nonce') ?? '';
  const digest = createHash('sha256')
    .update(nonce + form)
    .digest();
  return createHmac('sha512', Buffer.from(secret, 'base64')).update(path).update(digest).digest('base64');
}

/** Whether a text can be a private key of Kraken's: 64 bytes in base64. */
export function isKrakenSecret(text: string): boolean {
  return /^[A-Za-z0-9+/]{86}==$/.test(text);
}
