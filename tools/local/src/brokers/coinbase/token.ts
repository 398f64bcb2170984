import type { Request } from 'express';
import type { Member } from '../access.js';
import type { Book } from '../book.js';
import { isSigned, publicKeyOf } from './keys.js';
import type { Signed } from './keys.js';

/** In seconds. */
const LIFE = 120;
const LEEWAY = 5;
const HOST = 'api.coinbase.com';

type Fields = Readonly<Record<string, unknown>>;

/** Looks at the token of a request: its key, signature, time, path, and that none is used twice. */
export class Tokens {
  private readonly used = new Set<string>();

  constructor(private readonly book: Book) {}

  /** The member whose key made the token; what is wrong with it, where something is. */
  memberOf(request: Request): Member | string {
    const token = tokenIn(request);
    if (!token) return 'no token';
    const { header, claims, signed } = token;
    const member = this.book.access.memberWith('coinbase', { key: textOf(header['kid']) });
    if (!member) return 'unknown key';
    const { credentials } = member;
    if (!isSigned(publicKeyOf(credentials['secret'] ?? ''), header['alg'], signed)) return 'wrong signature';
    const wrong = this.wrongIn(header, claims) ?? wrongAbout(request, claims, member);
    return wrong ?? (this.isNew(header) ? member : 'nonce used before');
  }

  private wrongIn({ typ, nonce }: Fields, { iss, nbf, exp }: Fields): string | undefined {
    const now = this.book.clock.millis() / 1_000;
    if (typ !== 'JWT' || typeof nonce !== 'string' || nonce === '') return 'wrong header';
    if (iss !== 'cdp') return 'wrong issuer';
    if (typeof nbf !== 'number' || typeof exp !== 'number' || exp - nbf > LIFE) return 'wrong life';
    return nbf > now + LEEWAY || exp <= now ? 'not of this time' : undefined;
  }

  private isNew({ kid, nonce }: Fields): boolean {
    const name = `${String(kid)} ${String(nonce)}`;
    if (this.used.has(name)) return false;
    this.used.add(name);
    return true;
  }
}

interface Token {
  readonly header: Fields;
  readonly claims: Fields;
  readonly signed: Signed;
}

function tokenIn({ headers }: Request): Token | undefined {
  const parts = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(headers.authorization ?? '');
  if (!parts) return undefined;
  const [, head = '', body = '', signature = ''] = parts;
  const signed = { data: Buffer.from(`${head}.${body}`), signature: Buffer.from(signature, 'base64url') };
  return { header: fieldsOf(head), claims: fieldsOf(body), signed };
}

/** The path goes into the token without the query. */
function wrongAbout({ method, path }: Request, { sub, uri }: Fields, { credentials }: Member): string | undefined {
  if (sub !== credentials['key']) return 'wrong subject';
  return uri === `${method} ${HOST}${path}` ? undefined : 'wrong uri';
}

function fieldsOf(part: string): Fields {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
