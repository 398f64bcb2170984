import { Inflate } from 'fflate';
import { FILE_LIMITS, Unreadable } from './source.js';

const DAMAGED = 'This workbook is damaged. Save it again and try once more.';
const TOO_LARGE = 'This workbook is too large when unpacked. Split it into smaller ones.';
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const PACKED = { not: 0, deflated: 8 } as const;
/** What is unpacked at a time: at most some 1,000 times as much comes out of it before it is looked at. */
const AT_A_TIME = 16 * 1024;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: Uint8Array;
  readonly size: number;
}

/**
 * The XML files of a workbook by their names. The directory says how large each is: what says too much is not unpacked, and
 * what says too little is not unpacked beyond that.
 */
export function unpackXml(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  const entries = entriesOf(bytes).filter(({ name }) => /\.(?:xml|rels)$/i.test(name));
  if (entries.reduce((sum, { size }) => sum + size, 0) > FILE_LIMITS.bytes) throw new Unreadable(TOO_LARGE);
  return Object.fromEntries(entries.map((entry) => [entry.name, unpack(entry)]));
}

function entriesOf(bytes: Uint8Array): readonly Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) throw new Unreadable(DAMAGED);
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
    const start = dataOf(view, view.getUint32(at + 42, true));
    const packed = bytes.subarray(start, start + view.getUint32(at + 20, true));
    entries.push({ name, method: view.getUint16(at + 10, true), packed, size: view.getUint32(at + 24, true) });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The last record of the directory, before a comment of at most 65,535 bytes. */
function endOf(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && last - at <= 0xffff; at -= 1) if (view.getUint32(at, true) === END) return at;
  throw new Unreadable(DAMAGED);
}

/** Where the bytes of an entry begin, behind a header that names it again. */
function dataOf(view: DataView, header: number): number {
  if (header + 30 > view.byteLength) throw new Unreadable(DAMAGED);
  return header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
}

function unpack({ method, packed, size }: Entry): Uint8Array {
  if (method === PACKED.not && packed.length === size) return packed;
  if (method !== PACKED.deflated) throw new Unreadable(DAMAGED);
  const unpacked = new Uint8Array(size);
  let filled = 0;
  const inflate = new Inflate((chunk) => {
    if (filled + chunk.length > size) throw new Unreadable(DAMAGED);
    unpacked.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += AT_A_TIME)
      inflate.push(packed.subarray(at, at + AT_A_TIME), at + AT_A_TIME >= packed.length);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(DAMAGED);
  }
  if (filled !== size) throw new Unreadable(DAMAGED);
  return unpacked;
}
