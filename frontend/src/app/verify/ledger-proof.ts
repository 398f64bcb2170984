import { examineDigest, LedgerCheck } from '@singularity/domain';
import type { DigestFile, DigestFinding, Receipt, Verdict } from '@singularity/domain';
import { sha256 } from './browser-sha256';
import { isSigned } from './browser-signature';

/** What a person has given: the ledger, and what they kept of it. */
export interface Evidence {
  readonly ledger: Blob;
  readonly receipts: readonly Receipt[];
  readonly digests: readonly DigestFile[];
}

export interface ExaminedDigest {
  readonly file: DigestFile;
  readonly finding: DigestFinding;
}

export interface Proof {
  /** Its receipts are those of the evidence, without those that stand in digests. */
  readonly verdict: Verdict;
  readonly digests: readonly ExaminedDigest[];
}

/** Some hundred entries: what is hashed between two moments at which the page can answer. */
const PIECE = 128 * 1024;

/** Reads a ledger through and holds against it what was kept. Nothing leaves the browser. */
export async function proveLedger(
  { ledger, receipts, digests }: Evidence,
  progress: (done: number) => void,
  aborted: AbortSignal,
): Promise<Proof> {
  const check = new LedgerCheck(sha256, [...receipts, ...digests]);
  for await (const text of piecesOf(ledger, progress)) {
    aborted.throwIfAborted();
    check.take(text);
  }
  const verdict = check.verdict();
  const userId = verdict.header?.userId ?? null;
  const examined = digests.map(async (file, index) => {
    const found = verdict.receipts[receipts.length + index]?.finding ?? 'unreached';
    return { file, finding: examineDigest(sha256, file, { userId, signed: await isSigned(file), found }) };
  });
  return {
    verdict: { ...verdict, receipts: verdict.receipts.slice(0, receipts.length) },
    digests: await Promise.all(examined),
  };
}

async function* piecesOf(file: Blob, progress: (done: number) => void): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (let at = 0; at < file.size; at += PIECE) {
    yield decoder.decode(await file.slice(at, at + PIECE).arrayBuffer(), { stream: true });
    progress(Math.min(1, (at + PIECE) / file.size));
  }
  yield decoder.decode();
}
