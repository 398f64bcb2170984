import type { Broken, ChainFault } from './chain-walk.js';
import type { Receipt } from './chain.js';
import type { DigestFile, DigestFinding } from './digest.js';
import type { ReceiptFinding, Verdict } from './ledger-check.js';

const FAULT_WORDS: Readonly<Record<ChainFault, (entry: string) => string>> = {
  header: () => 'The first line is not that of a ledger export.',
  unreadable: (entry) => `${entry} cannot be read as an entry.`,
  cut: (entry) => `The file ends in the middle of ${entry.toLowerCase()}.`,
  missing: (entry) => `${entry} is missing.`,
  order: (entry) => `${entry} does not stand in its place.`,
  member: (entry) => `${entry} belongs to another member.`,
  payload: (entry) => `${entry} says something else than was recorded.`,
  time: (entry) => `${entry} is dated before the entry that it follows.`,
  stream: (entry) => `${entry} is not the next about its account or trade.`,
  chain: (entry) =>
    `${entry} was recorded with other particulars (what, when, from where) or after another entry than it now follows.`,
  head: (entry) => `${entry} is not where the ledger ended when it was exported.`,
};

/** What is wrong, as a sentence. */
export function faultLabel({ version, fault }: Broken): string {
  return FAULT_WORDS[fault](`Entry ${version}`);
}

/** What a file is found to be, as a sentence. */
export function verdictLabel({ broken, entries, redacted }: Verdict): string {
  if (broken) return faultLabel(broken);
  const all = entries === 1 ? 'The one entry is' : `All ${entries} entries are`;
  const hidden = redacted === 0 ? '' : ` What ${redacted} of them said was redacted; that they were there is certain.`;
  return `${all} as recorded.${hidden}`;
}

const FINDING_WORDS: Readonly<Record<ReceiptFinding, string>> = {
  contained: 'the ledger has this very entry, so nothing up to it was rewritten.',
  contradicted: 'the ledger has another entry there: it was rewritten.',
  beyond: 'the ledger ends before it: something was cut off.',
  unreached: 'could not be looked for, because the ledger is broken before it.',
};

export function receiptLabel({ version }: Receipt, finding: ReceiptFinding): string {
  return `Receipt of entry ${version}: ${FINDING_WORDS[finding]}`;
}

const DIGEST_WORDS: Readonly<Record<DigestFinding, string>> = {
  ...FINDING_WORDS,
  contained: 'not rewritten or cut short since that day.',
  unsigned: 'the signature is not that of its key.',
  unchecked: 'the ledger has its entry, but this browser cannot check the signature.',
  path: 'it does not lead to the root that was signed.',
  member: 'it is about another member’s ledger.',
};

export function digestLabel({ day, version }: Pick<DigestFile, 'day' | 'version'>, finding: DigestFinding): string {
  return `Digest of ${day} (UTC), entry ${version}: ${DIGEST_WORDS[finding]}`;
}
