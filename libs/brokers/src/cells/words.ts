import { RowFault } from '../reading.js';

/** What a word of a broker stands for, whatever its case: `Bid` is buy. `name` is the column's, for the sentence. */
export function meaningOf<Meaning>(cell: string, name: string, words: Readonly<Record<string, Meaning>>): Meaning {
  const word = Object.keys(words).find((each) => each.toLowerCase() === cell.toLowerCase());
  const meaning = word === undefined ? undefined : words[word];
  if (meaning === undefined)
    throw new RowFault(`${name} is “${cell.slice(0, 40)}”, not one of ${Object.keys(words).join(', ')}.`);
  return meaning;
}

/** What a word stands for in the spelling of a table; undefined where it has no such word. */
export function knownIn<Meaning>(words: Readonly<Record<string, Meaning>>, word: string): Meaning | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

export const BUY_SELL = { Buy: 'buy', Sell: 'sell' } as const;

/** Why an order that ended otherwise than filled, and yet has a price, is held. */
export function filledInPart(status: string): string {
  return `${status} order that was filled in part: the file does not say how much of it.`;
}
