import { analyse } from 'chardet';
import { Unreadable } from './source.js';

const MOST_SAMPLED = 100_000;
/** What traders' exports are written in. Other guesses are closer to noise than to a broker. */
const SINGLE_BYTE = new Set([
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'ISO-8859-1',
  'ISO-8859-2',
  'ISO-8859-15',
]);

/**
 * The text of a file: by its mark where it has one, as UTF-8 where it holds together, as UTF-16 where every other byte is
 * zero, else in the Windows or ISO code page that the letters suggest.
 */
export function textOf(bytes: Uint8Array): string {
  const text = decoded(bytes);
  if (text.includes('\u0000')) throw new Unreadable('This is not a text file. Export it as CSV and try again.');
  return text;
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, 'utf-16be');
  const wide = utf16Without(bytes);
  if (wide) return decode(bytes, wide);
  try {
    return decode(bytes, 'utf-8', true);
  } catch {
    return decode(bytes, codePageOf(bytes));
  }
}

function decode(bytes: Uint8Array, encoding: string, fatal = false): string {
  return new TextDecoder(encoding, { fatal }).decode(bytes);
}

/** Latin text in UTF-16 has a zero in every other byte, at even places with the high byte first. */
function utf16Without(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 1_000);
  if (sample.length < 4) return null;
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = sample.length * 0.4;
  if (odd > most && even === 0) return 'utf-16le';
  return even > most && odd === 0 ? 'utf-16be' : null;
}

function codePageOf(bytes: Uint8Array): string {
  const guess = analyse(bytes.subarray(0, MOST_SAMPLED)).find(({ name }) => SINGLE_BYTE.has(name));
  return guess?.name ?? 'windows-1252';
}
