import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const MEMBER = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_/;

/**
 * A new id of a session. That of a signed-in member begins with theirs, so that it can be told from the signed cookie whose
 * request it is, before anything is looked up.
 */
export function newSessionId(userId?: string): string {
  const secret = randomBytes(24).toString('base64url');
  return userId === undefined ? secret : `${userId}_${secret}`;
}

/**
 * The member whom a session cookie was made for, read as express-session reads it; null where the cookie is not there, or
 * not signed by us. The session may be over: this says whose share a request takes, and never who may come in.
 */
export function memberInCookie(cookies: string | undefined, name: string, secret: string): string | null {
  const sid = unsigned(valueOf(cookies ?? '', name), secret);
  return sid && memberOf(sid);
}

/** The member whom a session was opened for; null for an id that none was opened under. */
export function memberOf(sid: string): string | null {
  return MEMBER.exec(sid)?.[1] ?? null;
}

function valueOf(cookies: string, name: string): string {
  for (const pair of cookies.split(';')) {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at).trim() !== name) continue;
    return decoded(
      pair
        .slice(at + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    );
  }
  return '';
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function unsigned(value: string, secret: string): string | null {
  if (!value.startsWith('s:')) return null;
  const end = value.lastIndexOf('.');
  const sid = value.slice(2, end);
  const expected = Buffer.from(createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, ''));
  const given = Buffer.from(value.slice(end + 1));
  return given.length === expected.length && timingSafeEqual(given, expected) ? sid : null;
}
