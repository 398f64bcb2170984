import { ChainWalk } from './chain-walk.js';
import type { Broken, ChainFault } from './chain-walk.js';
import type { ChainedEvent, Receipt, Sha256 } from './chain.js';
import { GENESIS_HASH } from './chain.js';
import { parseEventLine, parseHeaderLine } from './ledger-file.js';
import type { LedgerHeader } from './ledger-file.js';

/** Whether the ledger has, where a receipt says, the event that it says. `unreached`: the chain is broken before it. */
export type ReceiptFinding = 'contained' | 'contradicted' | 'beyond' | 'unreached';

export interface CheckedReceipt extends Receipt {
  readonly finding: ReceiptFinding;
}

export interface Verdict {
  /** The first line; null where it is none. */
  readonly header: LedgerHeader | null;
  /** How many entries the file has. */
  readonly entries: number;
  readonly redacted: number;
  /** The last entry up to which everything is as it was recorded. */
  readonly intact: Receipt;
  readonly broken: Broken | null;
  /** In the order in which they were given. */
  readonly receipts: readonly CheckedReceipt[];
}

/** No entry is nearly as long, and a file without line breaks must not fill the memory. */
const LONGEST_LINE = 8_000_000;

/** Checks an export piece by piece, in memory that does not grow with its length but for its accounts and trades. */
export class LedgerCheck {
  private header: LedgerHeader | null = null;
  private walk: ChainWalk | null = null;
  private broken: Broken | null = null;
  private entries = 0;
  private rest = '';
  private readonly known = new Map<number, string | null>();

  constructor(
    private readonly sha256: Sha256,
    private readonly receipts: readonly Receipt[] = [],
    /** Told of each entry that is as it was recorded. */
    private readonly onIntact: (event: ChainedEvent) => void = () => undefined,
  ) {
    for (const { version } of receipts) this.known.set(version, version === 0 ? GENESIS_HASH : null);
  }

  /** What is wrong with what was taken so far. */
  get fault(): Broken | null {
    return this.broken;
  }

  /** The next piece of the file, cut anywhere between two characters. */
  take(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.takeLine(line);
    if (this.rest.length > LONGEST_LINE) this.rest = this.rest.slice(0, LONGEST_LINE);
  }

  /** What is to be said once the whole file was taken. */
  verdict(): Verdict {
    this.takeUnfinished();
    const intact = this.walk?.head ?? { version: 0, hash: GENESIS_HASH };
    return {
      header: this.header,
      entries: this.entries,
      redacted: this.walk?.redacted ?? 0,
      intact,
      broken: this.broken ?? this.wrongEnd(intact),
      receipts: this.receipts.map((receipt) => ({ ...receipt, finding: this.findingOf(receipt, intact) })),
    };
  }

  /** A last line that no line break ends: whole, or the place where the file was cut. */
  private takeUnfinished(): void {
    if (this.rest === '') return;
    const before = this.broken;
    this.takeLine(this.rest);
    this.rest = '';
    if (!before && this.broken?.fault === 'unreadable') this.broken = { ...this.broken, fault: 'cut' };
  }

  private takeLine(line: string): void {
    if (!this.walk) {
      if (!this.broken) this.begin(line);
      return;
    }
    this.entries++;
    if (!this.broken) this.step(this.walk, parseEventLine(line));
    // What seems to be missing may still come: then it was moved and not removed.
    else if (this.broken.fault === 'missing' && parseEventLine(line)?.version === this.broken.version)
      this.broken = { ...this.broken, fault: 'order' };
  }

  private begin(line: string): void {
    this.header = parseHeaderLine(line);
    if (this.header) this.walk = new ChainWalk(this.sha256, this.header.userId);
    else this.broken = { version: 0, fault: 'header' };
  }

  private step(walk: ChainWalk, event: ChainedEvent | null): void {
    const fault = event ? faultOf(walk, event) : 'unreadable';
    const { version, hash } = walk.head;
    if (!event || fault) {
      this.broken = { version: version + 1, fault: fault ?? 'unreadable' };
      return;
    }
    if (this.known.has(version)) this.known.set(version, hash);
    this.onIntact(event);
  }

  private wrongEnd({ version, hash }: Receipt): Broken | null {
    if (!this.header) return { version: 0, fault: 'header' };
    const { head } = this.header;
    if (version < head.version) return { version: version + 1, fault: 'missing' };
    return version === head.version && hash === head.hash ? null : { version, fault: 'head' };
  }

  private findingOf({ version, hash }: Receipt, intact: Receipt): ReceiptFinding {
    if (version <= intact.version) return this.known.get(version) === hash ? 'contained' : 'contradicted';
    return this.broken ? 'unreached' : 'beyond';
  }
}

/** What is no plain data, such as a number that is too large, cannot be hashed. */
function faultOf(walk: ChainWalk, event: ChainedEvent): ChainFault | null {
  try {
    return walk.step(event);
  } catch {
    return 'payload';
  }
}

/** Whether nothing is wrong with the ledger and it has all that was kept of it. */
export function isWhole({ broken, receipts }: Verdict): boolean {
  return !broken && receipts.every(({ finding }) => finding === 'contained');
}
