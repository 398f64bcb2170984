import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { PREFERENCE_LIMITS } from '@singularity/contract';
import { invalidFields } from '../http/problem.js';

/** A picture of a trade, by where it stands in the archive. */
export interface ArchivedScreenshot {
  readonly tradeId: string;
  readonly id: string;
  readonly entry: Entry;
}

const LEDGER = 'ledger.ndjson';
const PREFERENCES = 'preferences.json';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const SCREENSHOT = new RegExp(`^screenshots/(${UUID})/(${UUID})\\.webp$`);

const MEGABYTE = 1024 * 1024;
/** Sizes in bytes. No picture is kept that is nearly as large. */
const MOST = { entries: 200_000, ledger: 512 * MEGABYTE, screenshot: 32 * MEGABYTE, line: 8_000_000 } as const;
/** Every line of a ledger has some hundred bytes that cannot be packed: it packs to a fifth or so. */
const MOST_PACKED = 50;

/**
 * What a restore reads of a zip that came from outside. It lies on disk, and is read piece by piece: what its list of
 * files says of their sizes is held against what may be before anything is unpacked, and against what comes out of it.
 */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly ledger: Entry,
    private readonly preferences: Entry | null,
    readonly screenshots: readonly ArchivedScreenshot[],
  ) {}

  static async open(path: string): Promise<Archive> {
    const zip = await yauzl.openPromise(path, { autoClose: false }).catch(() => refuse(NO_ARCHIVE));
    try {
      if (zip.entryCount > MOST.entries) refuse(TOO_MUCH);
      return await Archive.listed(zip);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  private static async listed(zip: ZipFile): Promise<Archive> {
    const entries = new Map<string, Entry>();
    const screenshots: ArchivedScreenshot[] = [];
    try {
      for await (const entry of zip.eachEntry()) {
        const [, tradeId, id] = SCREENSHOT.exec(entry.fileName) ?? [];
        if (tradeId && id) screenshots.push({ tradeId, id, entry });
        else entries.set(entry.fileName, entry);
      }
    } catch {
      refuse(NO_ARCHIVE);
    }
    const ledger = entries.get(LEDGER) ?? refuse(`This is no archive of a journal: it has no ${LEDGER}.`);
    if (isTooMuch(ledger) || screenshots.some(({ entry }) => entry.uncompressedSize > MOST.screenshot))
      refuse(TOO_MUCH);
    return new Archive(zip, ledger, entries.get(PREFERENCES) ?? null, screenshots);
  }

  /** The lines of the ledger, each with the break that ends it, as many at a time as one piece of the file has. */
  async *lines(): AsyncGenerator<readonly string[]> {
    const stream = (await this.unpacked(this.ledger)).setEncoding('utf8') as AsyncIterable<string>;
    let rest = '';
    try {
      for await (const piece of stream) {
        const [first = '', ...more] = piece.split('\n');
        rest += first;
        if (rest.length > MOST.line) refuse(TOO_MUCH);
        const last = more.pop();
        if (last === undefined) continue;
        yield [rest, ...more].map((line) => `${line}\n`);
        rest = last;
      }
    } catch (error) {
      throw isDamage(error) ? refusal(DAMAGED) : error;
    }
    if (rest !== '') yield [rest];
  }

  /** The bytes of a picture; null where they are not what was packed. */
  async screenshot({ entry }: ArchivedScreenshot): Promise<Buffer | null> {
    return this.bytesOf(entry);
  }

  /** What the document of preferences says; null where there is none that can be read. */
  async readPreferences(): Promise<unknown> {
    if (!this.preferences || this.preferences.uncompressedSize > 2 * PREFERENCE_LIMITS.bytes) return null;
    try {
      return JSON.parse(String(await this.bytesOf(this.preferences))) as unknown;
    } catch {
      return null;
    }
  }

  close(): void {
    this.zip.close();
  }

  private async bytesOf(entry: Entry): Promise<Buffer | null> {
    try {
      const bytes = await buffer(await this.zip.openReadStreamPromise(entry));
      return crc32(bytes) === entry.crc32 ? bytes : null;
    } catch {
      return null;
    }
  }

  private unpacked(entry: Entry): Promise<Readable> {
    return this.zip.openReadStreamPromise(entry).catch(() => refuse(DAMAGED));
  }
}

const NO_ARCHIVE = 'This is not a whole zip file. Choose the file that “Download everything” gave you, unchanged.';
const DAMAGED = 'This file is damaged. Download it again.';
const TOO_MUCH = 'This file unpacks to more than an archive of a journal can hold.';

function isTooMuch({ uncompressedSize, compressedSize }: Entry): boolean {
  return uncompressedSize > Math.min(MOST.ledger, MEGABYTE + MOST_PACKED * compressedSize);
}

/** A refusal that names the file. */
export function refusal(message: string): Error {
  return invalidFields([{ field: 'file', message }]);
}

function refuse(message: string): never {
  throw refusal(message);
}

/** What the zip library or zlib says, and not we. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && !('problem' in error);
}
