import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import {
  digestLabel,
  examineDigest,
  isWhole,
  LedgerCheck,
  parseDigestFile,
  parseReceipt,
  parseReceiptsFile,
  receiptLabel,
  verdictLabel,
} from '@singularity/domain';
import type { DigestFile, Receipt, Verdict } from '@singularity/domain';
import { isSigned } from './digests/signature.js';
import { sha256 } from './event-store/hash-chain.js';

const USAGE = `npm run verify-ledger -- ledger.ndjson      whether every entry of an exported ledger is as it was recorded
  --receipt 812:9f86d0…                     and whether it has the entry of a receipt, or of a downloaded file of receipts
  --digest singularity-digest-2026-01-05.json   and whether it is the ledger of which a digest was signed
  --key d75a98…                             the public key that you noted, or its id: no other may have signed`;

interface Options {
  readonly file: string;
  readonly receipts: readonly string[];
  readonly digests: readonly string[];
  readonly key?: string | undefined;
}

type Say = (well: boolean, line: string) => void;

/** Checks an exported ledger against what its member kept: here, with no server. Whether all is well. */
async function verifyFile(options: Options, say: Say): Promise<boolean> {
  const kept = await Promise.all(options.receipts.map(receiptsIn));
  const receipts = kept.flatMap(({ items }) => items);
  const digests = await Promise.all(options.digests.map(digestIn));
  const check = new LedgerCheck(sha256, [...receipts, ...digests]);
  await readThrough(options.file, (text) => check.take(text));
  const verdict = check.verdict();
  sayVerdict(verdict, say);
  for (const receipt of verdict.receipts.slice(0, receipts.length))
    say(receipt.finding === 'contained', receiptLabel(receipt, receipt.finding));
  const found = verdict.receipts.slice(receipts.length);
  const hold = digests.map((digest, index) => {
    const known = { userId: verdict.header?.userId ?? null, found: found[index]?.finding ?? 'unreached' };
    return sayDigest(digest, { ...known, signed: isSigned(digest), key: options.key }, say);
  });
  const others = kept.filter(({ userId }) => userId !== null && userId !== verdict.header?.userId);
  for (const { userId } of others) say(false, `Some receipts belong to another member, ${userId}.`);
  return isWhole(verdict) && hold.every((well) => well) && others.length === 0;
}

function sayVerdict(verdict: Verdict, say: Say): void {
  const { header, entries, intact, broken, receipts } = verdict;
  say(!broken, verdictLabel(verdict));
  if (header) process.stdout.write(`  Member ${header.userId}, entries: ${entries}\n`);
  const upTo = broken ? '  Intact up to version' : '  Version';
  process.stdout.write(`${upTo} ${intact.version}, hash ${intact.hash}\n`);
  if (!broken && receipts.length === 0)
    process.stdout.write('  Only a receipt or digest that you saved can show that nothing was cut off at the end.\n');
}

type Known = Parameters<typeof examineDigest>[2] & {
  /** The key that the member noted. */
  readonly key: string | undefined;
};

function sayDigest(digest: DigestFile, known: Known, say: Say): boolean {
  const finding = examineDigest(sha256, digest, known);
  say(finding === 'contained', digestLabel(digest, finding));
  const named = known.key === undefined || known.key === digest.keyId || known.key === digest.publicKey;
  say(named, `${named ? 'Signed with' : 'Not signed with the key you gave, but with'} ${digest.publicKey}`);
  process.stdout.write(`  whose id is ${digest.keyId}\n`);
  return finding === 'contained' && named;
}

/** The member is null for a receipt that was typed. */
async function receiptsIn(given: string): Promise<{ userId: string | null; items: readonly Receipt[] }> {
  const receipt = parseReceipt(given);
  if (receipt) return { userId: null, items: [receipt] };
  if (/^\d+:/.test(given)) throw new Error(`${given} is not a receipt: expected a version, a colon and 64 hex digits.`);
  const file = parseReceiptsFile(await readFile(given, 'utf8'));
  if (!file) throw new Error(`${given} has no receipts.`);
  return file;
}

async function digestIn(path: string): Promise<DigestFile> {
  const digest = parseDigestFile(await readFile(path, 'utf8'));
  if (!digest) throw new Error(`${path} is not a digest.`);
  return digest;
}

/** Piece by piece, however long it is. Where nobody watches, cli-progress draws nothing. */
async function readThrough(path: string, take: (text: string) => void): Promise<void> {
  const { size } = await stat(path);
  const bar = new SingleBar({ format: '{bar} {percentage} %', clearOnComplete: true, hideCursor: true });
  bar.start(size, 0);
  try {
    const pieces = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 });
    for await (const text of pieces as AsyncIterable<string>) {
      take(text);
      bar.update(pieces.bytesRead);
    }
  } finally {
    bar.stop();
  }
}

function readOptions(): Options | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        receipt: { type: 'string', multiple: true, default: [] },
        digest: { type: 'string', multiple: true, default: [] },
        key: { type: 'string' },
      },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) return null;
    return { file, receipts: values.receipt, digests: values.digest, key: values.key };
  } catch {
    return null;
  }
}

const options = readOptions();
if (!options) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
try {
  process.exitCode = (await verifyFile(options, (well, line) => process.stdout.write(`${well ? '✓' : '✗'} ${line}\n`)))
    ? 0
    : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
