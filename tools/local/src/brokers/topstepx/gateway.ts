import { createHmac, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Access, Member } from '../access.js';
import type { Clock } from '../clock.js';

/** Envelope, errors and tokens of the ProjectX gateway. */

/** What the gateway's errors are called; it says the number. */
export const ERRORS = {
  login: { InvalidCredentials: 3 },
  validate: { ExpiredToken: 3 },
  search: { AccountNotFound: 1, ContractNotFound: 1 },
} as const;

const DAY_SECONDS = 86_400;
const SIGNED_WITH = randomBytes(32);

export function succeed(response: Response, answer: Readonly<Record<string, unknown>>): void {
  response.json({ ...answer, success: true, errorCode: 0, errorMessage: null });
}

/** Failures of this kind come with status 200. */
export function fail(response: Response, errorCode: number, empty: Readonly<Record<string, null>>): void {
  response.json({ ...empty, success: false, errorCode, errorMessage: null });
}

/** A field is missing or has the wrong form: the answer of the web framework that the gateway is written with. */
export function badRequest(response: Response, field: string): void {
  response.status(400).json({
    type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
    title: 'One or more validation errors occurred.',
    status: 400,
    errors: { [field]: [`The ${field} field is required.`] },
  });
}

/** A JWT for 24 hours. */
export function tokenFor(access: Access, clock: Clock, { name }: Member): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const until = Math.floor(clock.millis() / 1_000) + DAY_SECONDS;
  const claims = { sub: name, jti: randomBytes(8).toString('hex'), exp: until };
  const said = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  const signature = createHmac('sha256', SIGNED_WITH).update(said).digest('base64url');
  return access.issue('topstepx', name, DAY_SECONDS, `${said}.${signature}`);
}

export function bearerOf(access: Access, request: Request): Member | undefined {
  return access.memberOf('topstepx', /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]);
}
