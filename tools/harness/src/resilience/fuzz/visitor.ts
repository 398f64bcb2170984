import { Known } from './known.js';
import type { Headers } from './requests.js';

/** Somebody who is signed in, and in again whenever a session has ended. */
export class Visitor {
  readonly known = new Known();
  private signedIn: Promise<Headers> | null = null;
  private readonly erasures = { begun: 0, underWay: 0 };

  constructor(
    private readonly appUrl: string,
    private readonly signIn: () => Promise<Readonly<Record<string, string>>>,
  ) {}

  /** What a page of theirs sends along. */
  pass(): Promise<Headers> {
    this.signedIn ??= this.enter();
    return this.signedIn;
  }

  /** The session of that pass has ended. Whoever noticed it later finds the next one. */
  async left(pass: Headers): Promise<void> {
    if (this.signedIn && (await this.signedIn) === pass) this.signedIn = null;
  }

  /** Does what may erase them. */
  async erasing<Result>(work: () => Promise<Result>): Promise<Result> {
    this.erasures.begun++;
    this.erasures.underWay++;
    return work().finally(() => this.erasures.underWay--);
  }

  /** Begins to watch; gives what says whether they may have been erased since. */
  watch(): () => boolean {
    const { begun, underWay } = this.erasures;
    return () => underWay > 0 || this.erasures.begun > begun;
  }

  /** An erasure of the same member may overtake it: then it is tried again. */
  private async enter(tries = 5): Promise<Headers> {
    try {
      return await this.enterOnce();
    } catch (error) {
      if (tries === 1) throw error;
      return this.enter(tries - 1);
    }
  }

  private async enterOnce(): Promise<Headers> {
    const pass = Object.entries(await this.signIn()).map(([name, value]) => [name.toLowerCase(), value] as const);
    const headers = { ...Object.fromEntries(pass), 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${this.appUrl}/api/auth/session`, { headers });
    const { user, ledger } = (await answer.json()) as { user: { username: string }; ledger: { version: number } };
    this.known.username = user.username;
    this.known.version = ledger.version;
    return headers;
  }
}
