/** Names of signs, and of anything that is drawn: no two members come to the same by themselves. */
const LONG_WORD = /[\w-]{20,}/g;
const NUMBER = /(?<![\w.]|\w-)\d+(?:\.\d+)?(?![\w-])/g;
const MARKED = /[\w-]*canary[\w-]*/gi;
const TIME = /\d{4}-\d{2}-\d{2}[T ][\d:.]+(?:Z|[+-]\d{2}(?::\d{2})?)/g;
/** Digits between the first and the last that is no zero; with fewer, numbers may be the same by chance. */
const TELLING_DIGITS = 6;

/** Everything by which a member would be recognised: ids, hashes, marked texts, and numbers like no other. */
export class Canaries {
  private readonly words: ReadonlySet<string>;

  /** Out of what the member has and is answered, without what anybody may know. */
  constructor(theirs: readonly string[], everybodys: readonly string[]) {
    const known = new Set(everybodys.flatMap(tellingWords));
    this.words = new Set(theirs.flatMap(tellingWords).filter((word) => !known.has(word)));
  }

  get count(): number {
    return this.words.size;
  }

  /** What stands in an answer of that member, and was not in the question. */
  in(answer: string, question: string): readonly string[] {
    const found = tellingWords(answer).filter((word) => this.words.has(word));
    if (found.length === 0) return found;
    const asked = new Set(tellingWords(question));
    return [...new Set(found)].filter((word) => !asked.has(word));
  }
}

function tellingWords(text: string): string[] {
  const plain = text.replace(TIME, ' ').replaceAll('\\x', ' ');
  const long = (plain.match(LONG_WORD) ?? []).filter((word) => /\d/.test(word));
  const numbers = (plain.match(NUMBER) ?? []).filter(
    (number) => number.replace('.', '').replace(/^0+|0+$/g, '').length >= TELLING_DIGITS,
  );
  return [...long, ...numbers, ...(plain.match(MARKED) ?? [])].map((word) => word.toLowerCase());
}
