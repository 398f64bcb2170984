import { GENESIS_HASH, isHash } from './chain.js';
import type { ChainedEvent, Receipt } from './chain.js';
import { objectIn } from './json-object.js';

/** The first line of an export. The head is also how many lines follow, so that a file that was cut is noticed. */
export interface LedgerHeader {
  /** The version of the format. */
  readonly ledger: 1;
  readonly userId: string;
  readonly exportedAt?: string;
  readonly head: Receipt;
  readonly genesis: string;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0;
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

/** Every field of an event line, and no other: what is not part of the hash has no place in it. */
const EVENT_FIELDS: Readonly<Record<keyof ChainedEvent, Check>> = {
  userId: isText,
  version: isCount,
  streamType: isText,
  streamId: isText,
  streamVersion: isCount,
  type: isText,
  schemaVersion: isCount,
  commandId: isText,
  origin: isText,
  batchId: orNull(isText),
  undoes: orNull(isCount),
  recordedAt: isText,
  payload: (value) => value !== undefined,
  // In lower case, as all of it: the same bytes could otherwise be written in two ways.
  salt: orNull((value) => typeof value === 'string' && /^([0-9a-f]{2})+$/.test(value)),
  payloadDigest: isHash,
  hash: isHash,
};
const EVENT_CHECKS = Object.entries(EVENT_FIELDS) as readonly [keyof ChainedEvent, Check][];

/** The event that a line of an export holds; null where it holds none. */
export function parseEventLine(line: string): ChainedEvent | null {
  const event = objectIn(line) as ChainedEvent | null;
  if (!event || Object.keys(event).length !== EVENT_CHECKS.length) return null;
  return EVENT_CHECKS.every(([field, holds]) => holds(event[field])) ? event : null;
}

/** The header that a line holds; null where it is none that is known here. */
export function parseHeaderLine(line: string): LedgerHeader | null {
  const header = objectIn(line) as LedgerHeader | null;
  return header?.ledger === 1 && isText(header.userId) && header.genesis === GENESIS_HASH && isReceipt(header.head)
    ? header
    : null;
}

/** `812:9f86d0…`, as it is written by hand; null for what is no receipt. */
export function parseReceipt(text: string): Receipt | null {
  const [, version = '', hash = ''] = /^\s*(\d{1,15})\s*:\s*([0-9a-f]{64})\s*$/i.exec(text) ?? [];
  const receipt = { version: Number(version), hash: hash.toLowerCase() };
  return isReceipt(receipt) ? receipt : null;
}

/** The receipts that a browser has kept of one member. */
export interface ReceiptsFile {
  /** The version of the format. */
  readonly receipts: 1;
  readonly userId: string;
  readonly items: readonly Receipt[];
}

export function parseReceiptsFile(text: string): ReceiptsFile | null {
  const file = objectIn(text) as ReceiptsFile | null;
  const sound = file?.receipts === 1 && isText(file.userId) && Array.isArray(file.items) && file.items.every(isReceipt);
  return sound ? file : null;
}

export function isReceipt(value: unknown): value is Receipt {
  const { version, hash } = (value ?? {}) as Partial<Receipt>;
  return Number.isSafeInteger(version) && (version ?? -1) >= 0 && isHash(hash);
}
