import { exactly, parseDay } from '@singularity/domain';
import type { FillInstrument } from '@singularity/domain';
import { option } from './instruments.js';

const ROOT = String.raw`(?<symbol>[A-Z][A-Z0-9.]{0,5})`;
const DAY = String.raw`(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4}|\d{2})`;
const RIGHT = '(?<right>CALL|PUT)';
const STRIKE = String.raw`\$?(?<strike>[\d,]*\.?\d+)`;
// `SPY 1/2/2024 Put $474.00`, and `SPY 09/23/2022 00:00:00 EDT Call $371.00`.
const DAY_FIRST = new RegExp(String.raw`\b${ROOT} ${DAY}(?: [\d:]+ [A-Z]{3})? ${RIGHT} ${STRIKE}`);
// `PUT  MDB    07/17/26   312.500`.
const RIGHT_FIRST = new RegExp(String.raw`\b${RIGHT} ${ROOT} ${DAY} ${STRIKE}`);

/** The option that a sentence of a US broker names, month before day; null where it names none. */
export function optionInWords(text: string): FillInstrument | null {
  const plain = text.replace(/\s+/g, ' ').toUpperCase();
  const found = (DAY_FIRST.exec(plain) ?? RIGHT_FIRST.exec(plain))?.groups as
    Readonly<Record<Word, string>> | undefined;
  return found ? namedBy(found) : null;
}

type Word = 'symbol' | 'month' | 'day' | 'year' | 'right' | 'strike';

function namedBy({ symbol, month, day, year, right, strike }: Readonly<Record<Word, string>>): FillInstrument | null {
  const expiration = parseDay(`${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  const price = exactly(strike.replaceAll(',', ''));
  if (!expiration || price === '0') return null;
  return option(symbol, { direction: right === 'CALL' ? 'CALL' : 'PUT', strike: price, expiration });
}
