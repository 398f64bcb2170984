import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What the authorize page was asked for and the member agreed to. */
export interface Grant {
  readonly memberId: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** S256; null where the client did not use PKCE. */
  readonly codeChallenge: string | null;
}

export interface Bearer {
  readonly memberId: string;
  readonly scopes: readonly string[];
}

interface IssuedCode extends Grant {
  readonly goodUntil: number;
}

const CODE_LIFE_MS = 10 * 60_000;

/**
 * Codes and tokens of the stand-in. A code lives in memory and works once. A token carries its own facts under a
 * signature, so that members stay known when the stand-in starts again.
 */
export class Grants {
  private readonly codes = new Map<string, IssuedCode>();
  /** Revoking one token ends every token of that member, as at Discord: tokens name the generation they are of. */
  private readonly generations = new Map<string, number>();

  /** As at Discord: 7 days. */
  tokenLifeSeconds = 604_800;

  constructor(private readonly secret: string) {}

  issueCode(grant: Grant): string {
    for (const [code, issued] of this.codes) if (issued.goodUntil < Date.now()) this.codes.delete(code);
    const code = randomBytes(15).toString('base64url');
    this.codes.set(code, { ...grant, goodUntil: Date.now() + CODE_LIFE_MS });
    return code;
  }

  /** The grant behind a code, which is spent by asking; null for anything that does not fit it. */
  redeem(code: string, redirectUri: string, verifier: string | undefined): Grant | null {
    const issued = this.codes.get(code);
    this.codes.delete(code);
    if (!issued || issued.goodUntil < Date.now() || issued.redirectUri !== redirectUri) return null;
    return verifies(issued.codeChallenge, verifier) ? issued : null;
  }

  issueToken(memberId: string, scope: string): string {
    const facts = [memberId, this.generationOf(memberId), scope, randomBytes(9).toString('base64url')];
    const body = Buffer.from(JSON.stringify(facts)).toString('base64url');
    return `${body}.${this.sign(body)}`;
  }

  bearer(token: string): Bearer | null {
    const [body = '', signature = ''] = token.split('.');
    const expected = Buffer.from(this.sign(body));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const [memberId, generation, scope] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
      string,
      number,
      string,
    ];
    return generation === this.generationOf(memberId) ? { memberId, scopes: scope.split(' ') } : null;
  }

  revoke(token: string): void {
    const bearer = this.bearer(token);
    if (bearer) this.generations.set(bearer.memberId, this.generationOf(bearer.memberId) + 1);
  }

  private generationOf(memberId: string): number {
    return this.generations.get(memberId) ?? 0;
  }

  private sign(body: string): string {
    return createHmac('sha256', this.secret).update(body).digest('base64url');
  }
}

function verifies(challenge: string | null, verifier: string | undefined): boolean {
  if (challenge === null) return true;
  if (!verifier || !/^[\w.~-]{43,128}$/.test(verifier)) return false;
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}
