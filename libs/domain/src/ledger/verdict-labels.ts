import type { Broken, ChainFault } from './chain-walk.js';
import type { Receipt } from './chain.js';
import type { DigestFile, DigestFinding } from './digest.js';
import type { ReceiptFinding, Verdict } from './ledger-check.js';

const FAULT_WORDS: Readonly<Record<ChainFault, (entry: string) => string>> = {
  header: () => 'Not a ledger export: the first line is missing or changed.',
  unreadable: (entry) => `${entry} is not readable.`,
  cut: (entry) => `The file ends in the middle of ${entry.toLowerCase()}.`,
  missing: (entry) => `${entry} is missing.`,
  order: (entry) => `${entry} is out of order.`,
  member: (entry) => `${entry} belongs to another member.`,
  payload: (entry) => `${entry} does not match what was recorded.`,
  time: (entry) => `${entry} is dated before the entry it follows.`,
  stream: (entry) => `${entry} is not the next change of its account, trade or day.`,
  chain: (entry) => `${entry} was recorded with other details (what, when, source) or after another entry.`,
  head: (entry) => `${entry} is not where the ledger ended when it was exported.`,
};

/** What is wrong, as a sentence. */
export function faultLabel({ version, fault }: Broken): string {
  return FAULT_WORDS[fault](`Entry ${version}`);
}

/** What a file is found to be, as a sentence. */
export function verdictLabel({ broken, entries, redacted }: Verdict): string {
  if (broken) return faultLabel(broken);
  const all = entries === 1 ? 'The only entry matches' : `All ${entries} entries match`;
  const hidden =
    redacted === 0 ? '' : ` The contents of ${redacted} were redacted; that they were recorded is certain.`;
  return `${all} what was recorded.${hidden}`;
}

const FINDING_WORDS: Readonly<Record<ReceiptFinding, string>> = {
  contained: 'matches. Nothing up to it was rewritten.',
  contradicted: 'the ledger has a different entry here. It was rewritten.',
  beyond: 'the ledger ends before it. Entries were removed.',
  unreached: 'not checked, as the ledger is broken before it.',
};

export function receiptLabel({ version }: Receipt, finding: ReceiptFinding): string {
  return `Receipt for entry ${version}: ${FINDING_WORDS[finding]}`;
}

const DIGEST_WORDS: Readonly<Record<DigestFinding, string>> = {
  ...FINDING_WORDS,
  contained: 'matches. Nothing up to that day was rewritten or removed.',
  unsigned: 'the signature is not valid.',
  unchecked: 'matches, but this browser cannot check the signature.',
  path: 'does not lead to the signed root.',
  member: 'belongs to another member’s ledger.',
};

export function digestLabel({ day, version }: Pick<DigestFile, 'day' | 'version'>, finding: DigestFinding): string {
  return `Digest of ${day} (UTC), entry ${version}: ${DIGEST_WORDS[finding]}`;
}
