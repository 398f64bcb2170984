import { Readable } from 'node:stream';
import type { PassThrough } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { ZipFile } from 'yazl';

export interface FileInZip {
  readonly name: string;
  readonly content: AsyncIterable<string | Buffer> | string | Buffer;
  /** Whether it is as small as it gets already. */
  readonly packed?: boolean;
}

/**
 * Sends files as one zip. Each is read as fast as it is taken, and after the one before it. Where one fails the answer is
 * cut off, so that nobody takes a part for the whole.
 */
export async function sendZip(response: Response, name: string, files: AsyncIterable<FileInZip>): Promise<void> {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  const over = new AbortController();
  response.attachment(name);
  const sent = pipeline(output, response).finally(() => over.abort());
  const added = addAll(zip, files, over.signal).catch((error: Error) => output.destroy(error));
  await Promise.all([sent, added]);
}

async function addAll(zip: ZipFile, files: AsyncIterable<FileInZip>, signal: AbortSignal): Promise<void> {
  for await (const { name, content, packed = false } of files) {
    const source = Readable.from(content);
    zip.addReadStream(source, name, { compress: !packed });
    try {
      await finished(source, { signal });
    } finally {
      source.destroy();
    }
  }
  zip.end();
}
