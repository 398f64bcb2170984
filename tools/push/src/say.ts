/** What the client writes to. */
export interface Screen {
  readonly out: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly error: { write(text: string): unknown };
}

const HIDDEN = '•••';
/** Anything shorter would hide parts of words, and is no key. */
const SHORTEST_SECRET = 6;

/** Says things to the member, and never a secret: whatever text they come in, they are left out. */
export class Say {
  private readonly secrets = new Set<string>();

  constructor(private readonly screen: Screen) {}

  /** Texts that are never written from now on. */
  hide(secrets: Iterable<string>): void {
    for (const secret of secrets) if (secret.length >= SHORTEST_SECRET) this.secrets.add(secret);
  }

  readonly line = (text = ''): void => void this.screen.out.write(`${this.clean(text)}\n`);

  readonly fault = (text: string): void => void this.screen.error.write(`${this.clean(text)}\n`);

  /** What is under way: for those who watch, and not for logs. */
  readonly step = (text: string): void => {
    if (this.screen.out.isTTY === true) this.line(text);
  };

  /** Names come from elsewhere: what would move the cursor or change colors is left out, too. */
  private clean(text: string): string {
    const longestFirst = [...this.secrets].sort((one, other) => other.length - one.length);
    const without = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
    return without.replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '');
  }
}
