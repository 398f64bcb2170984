import { createHmac, randomBytes } from 'node:crypto';

/** As Standard Webhooks has them: 24 to 64 bytes, in base64. */
const SECRET = 'whsec_';
const SECRET_BYTES = 32;

export function newSecret(): string {
  return SECRET + randomBytes(SECRET_BYTES).toString('base64');
}

/** The headers that name and sign a delivery, of a moment in seconds since 1970. */
export function signedHeaders(
  secret: string,
  { id, seconds, body }: { readonly id: string; readonly seconds: number; readonly body: string },
): Readonly<Record<string, string>> {
  const key = Buffer.from(secret.slice(SECRET.length), 'base64');
  const name = `msg_${id}`;
  const signature = createHmac('sha256', key).update(`${name}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': name, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}
