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
  if (text.includes('\u0000') || isNoise(text))
    throw new Unreadable('This is not a text file. Export it as CSV and try again.');
  return text;
}

/** Of what is no text some tenth are signs that no text has. */
function isNoise(text: string): boolean {
  const sample = text.slice(0, MOST_SAMPLED);
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  const signs = sample.match(/[\u0001-\u0008\u000e-\u001f\u007f\ufffd]/g)?.length ?? 0;
  return signs > sample.length / 50;
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
  const few = sample.length * 0.02;
  if (odd > most && even <= few) return 'utf-16le';
  return even > most && odd <= few ? 'utf-16be' : null;
}

function codePageOf(bytes: Uint8Array): string {
  const guess = analyse(bytes.subarray(0, MOST_SAMPLED)).find(({ name }) => SINGLE_BYTE.has(name));
  return guess?.name ?? 'windows-1252';
}
