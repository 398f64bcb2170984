import { parseDigestFile, parseHeaderLine, parseReceiptsFile } from '@singularity/domain';
import type { DigestFile, ReceiptsFile } from '@singularity/domain';

/** What a file turns out to be. Of a ledger, the member is null where its first line is not one that is known. */
export type GivenFile =
  | { readonly kind: 'ledger'; readonly file: File; readonly userId: string | null }
  | { readonly kind: 'digest'; readonly digest: DigestFile }
  | { readonly kind: 'receipts'; readonly receipts: ReceiptsFile };

/** Digests and receipts are smaller, and their first line is not a header. */
const BEGINNING = 256 * 1024;

/** By what is in it, whatever it is called. What is nothing else is a ledger, and will be found to be broken. */
export async function recognize(file: File): Promise<GivenFile> {
  const text = await file.slice(0, BEGINNING).text();
  const digest = parseDigestFile(text);
  if (digest) return { kind: 'digest', digest };
  const receipts = parseReceiptsFile(text);
  if (receipts) return { kind: 'receipts', receipts };
  return { kind: 'ledger', file, userId: parseHeaderLine(text.split('\n', 1)[0] ?? '')?.userId ?? null };
}
